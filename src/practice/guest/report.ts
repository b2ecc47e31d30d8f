import { guestSteps, type Guest, type GuestStep } from "./guests";

const titles: Readonly<Record<GuestStep, string>> = {
  4: "Install Azure CLI",
  5: "Configure proxy settings",
  6: "Authenticate with managed identity",
  7: "Create Arc machine resource",
  8: "Assign VM traffic to Private Relay",
  9: "Install azcmagent",
  10: "Connect to existing Arc machine",
};

/** `/var/lib/nexus-arc/report.json` as the enrollment's script on the VM would have written it (schema `nexus-arc/vm-report`, version 1). */
export function reportOf(guest: Guest): string | undefined {
  const { plan } = guest;
  if (plan === undefined || guest.stage === "idle") return undefined;
  const result = guest.stage === "connected" ? "connected" : guest.stage === "failed" ? "failed" : "running";
  const times = Object.values(guest.reports).map(({ at }) => at);
  return JSON.stringify(
    {
      schema: "nexus-arc/vm-report",
      version: 1,
      result,
      startedAt: new Date(guest.startedAt).toISOString(),
      updatedAt: new Date(Math.max(guest.startedAt, ...times)).toISOString(),
      machineId: `/subscriptions/${plan.subscriptionId}/resourceGroups/${plan.resourceGroup}/providers/Microsoft.HybridCompute/machines/${plan.arcMachineName}`,
      vmId: guest.onboarding?.vmId ?? "",
      publicKey: guest.onboarding?.publicKey ?? "",
      steps: guestSteps.map((step) => {
        const report = guest.reports[step];
        return {
          step,
          title: titles[step],
          state: report?.state ?? "waiting",
          time: report === undefined ? "" : new Date(report.at).toISOString(),
          note: report?.note ?? "",
          ...(report?.state === "failed" && { code: report.code, cause: report.cause, next: report.next }),
        };
      }),
    },
    undefined,
    2,
  );
}
