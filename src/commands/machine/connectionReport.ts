import { say } from "../../l10n/sentence";
import type { Translate } from "../../l10n/translate";
import type { Machine } from "../../arm/resources/arc/machine";
import { arcWord } from "../../rows/machines/presentation/state";

/** One line of what is known about a machine's connection. */
export interface ConnectionLine {
  readonly label: string;
  readonly detail: string;
  /** Codicon. */
  readonly icon: string;
}

export interface ConnectionReport {
  readonly title: string;
  readonly lines: readonly ConnectionLine[];
}

/** Times from the agent's documentation: heartbeat 5 minutes, Disconnected after 15 to 30, Expired after 45 days. */
const meanings: Readonly<Record<string, string>> = {
  connected: say`The agent has sent its heartbeat. It sends one every five minutes.`,
  awaitingconnection: say`The resource was created in advance, and no agent has connected to it yet. Install the agent on the VM and run azcmagent connect existing (steps 9 and 10).`,
  disconnected: say`No heartbeat for 15 to 30 minutes: the VM is powered off, the agent is stopped, or its network egress is blocked. Run azcmagent show and azcmagent check on the VM.`,
  expired: say`Disconnected for 45 days: its credentials have expired. Delete the resource, run azcmagent disconnect --force-local-only on the VM, and enroll it again.`,
  error: say`The agent has reported an error. If Azure returns the error, it is shown below.`,
};

/** What the machine resource says about its connection, in words. `now` in milliseconds since 1970. */
export function connectionReport(machine: Machine, now: number, t: Translate): ConnectionReport {
  const word = t(arcWord(machine));
  const status = machine.status?.toLowerCase() ?? "";
  return {
    title: `${machine.name}: ${word}`,
    lines: [
      {
        label: t("Status: {0}", word),
        detail: t(meanings[status] ?? say`This version of the extension does not know this status.`),
        icon: status === "connected" ? "pass" : status === "awaitingconnection" ? "watch" : "warning",
      },
      {
        label: t("Last status change"),
        detail: changedText(machine.lastStatusChange, now, t),
        icon: "clock",
      },
      {
        label: t("Agent"),
        detail: machine.agentVersion ?? t("No agent has reported its version yet."),
        icon: "versions",
      },
      ...machine.errorDetails.map(({ code, message }) => ({
        label: code ?? t("Error"),
        detail: message ?? t("Azure returns no message."),
        icon: "error",
      })),
      ...(machine.errorDetails.length === 0
        ? [{ label: t("Errors"), detail: t("Azure reports no errors."), icon: "check" }]
        : []),
      ...optional(
        t("Operating system"),
        [machine.osName, machine.osVersion].filter(Boolean).join(" "),
        "terminal",
      ),
      ...optional(t("Host name"), machine.machineFqdn ?? machine.computerName ?? "", "home"),
      ...optional(t("VM ID of the enrollment"), machine.vmId ?? "", "symbol-key"),
    ],
  };
}

function optional(label: string, detail: string, icon: string): ConnectionLine[] {
  return detail === "" ? [] : [{ label, detail, icon }];
}

function changedText(iso: string | undefined, now: number, t: Translate): string {
  if (iso === undefined) return t("Azure does not report when.");
  const minutes = Math.round((now - Date.parse(iso)) / 60_000);
  if (Number.isNaN(minutes)) return iso;
  return `${iso} (${agoText(minutes, t)})`;
}

function agoText(minutes: number, t: Translate): string {
  if (minutes < 1) return t("just now");
  if (minutes < 120) return t("{0} minutes ago", minutes);
  if (minutes < 48 * 60) return t("{0} hours ago", Math.round(minutes / 60));
  return t("{0} days ago", Math.round(minutes / 1440));
}
