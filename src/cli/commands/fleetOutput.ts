import type { ResourceChange } from "../../arm/resources/deployments";
import type { DeploymentOutcome } from "../../fleet/run/deployFleet";
import type { Fleet } from "../../fleet/fleet";
import type { FleetFinding } from "../../fleet/file/sourceLocation";
import type { FleetPlan } from "../../fleet/plan/planFleet";
import type { FleetStatus } from "../../fleet/status/status";
import { vmStates } from "../../fleet/status/vmState";

/** `file:line:column: severity rule: message`, as compilers write it, so that editors and pipelines find the place. */
export function findingLines(file: string, findings: readonly FleetFinding[]): readonly string[] {
  return findings.map(
    ({ file: table, range, severity, rule, message }) =>
      `${table ?? file}:${range.start.line + 1}:${range.start.character + 1}: ${severity} ${rule}: ${message}`,
  );
}

export function planJson(
  fleet: Fleet,
  plan: FleetPlan,
  changes: readonly ResourceChange[],
): Readonly<Record<string, unknown>> {
  return {
    fleet: fleet.name,
    hash: fleet.hash,
    work: plan.work.map((item) => ({
      kind: item.kind,
      vm: item.vm.id,
      ...(item.kind !== "create" && { differences: item.differences }),
      ...(item.kind === "recreate" && { why: item.why }),
    })),
    held: plan.held.map(({ vm, why }) => ({ vm: vm.id, why })),
    strangers: plan.unmanagedVms.map(({ id }) => id),
    unchanged: plan.unchanged,
    deployments: plan.deployments.map(({ name, phase, subscriptionId, resourceGroup, resources, bytes }) => ({
      name,
      phase,
      subscriptionId,
      resourceGroup,
      resources,
      bytes,
    })),
    whatIf: changes.map(({ resourceId, changeType, changes: properties }) => ({
      resourceId,
      changeType,
      changes: properties,
    })),
  };
}

export function outcomeLines(outcomes: readonly DeploymentOutcome[]): readonly string[] {
  return outcomes.flatMap((outcome) => {
    if (outcome.kind === "refused")
      return [`${outcome.name}: refused: ${outcome.error.causeText} ${outcome.error.nextMove}`];
    const { state, error } = outcome.deployment;
    const details = error?.details ?? [];
    return [
      `${outcome.name}: ${state ?? "unknown"}`,
      ...details.map(
        ({ target, code, message }) => `  ${target?.split("/").at(-1) ?? ""}: ${code}: ${message}`,
      ),
    ];
  });
}

export function statusLines(status: FleetStatus): readonly string[] {
  const counts = vmStates.flatMap((state) =>
    status.counts[state] === undefined ? [] : [`${String(status.counts[state]).padStart(6)}  ${state}`],
  );
  const causes = status.causes.flatMap(({ cause, vms }) => [
    `${String(vms.length).padStart(6)}  ${cause.text}`,
    `        ${vms
      .slice(0, 12)
      .map(({ target }) => target.vmName)
      .join(", ")}${vms.length > 12 ? ", …" : ""}`,
  ]);
  const different = status.vms.filter(({ differences }) => differences.length > 0).length;
  return [
    ...counts,
    ...(causes.length === 0 ? [] : ["Causes:", ...causes]),
    ...(different === 0 ? [] : [`${different} differ from the file: see "fleet plan".`]),
    ...status.unmanagedVms.map(({ id }) => `Not in the file: ${id}`),
  ];
}

export function statusJson(fleet: Fleet, status: FleetStatus): unknown {
  return {
    fleet: fleet.name,
    at: status.at,
    counts: status.counts,
    causes: status.causes.map(({ cause, vms }) => ({ cause: cause.text, vms: vms.map(({ id }) => id) })),
    vms: status.vms.map(({ vm, state, steps, cause, differences }) => ({
      vm: vm.id,
      machine: vm.machineId,
      state,
      steps,
      cause: cause?.text ?? null,
      differences,
    })),
    strangers: status.unmanagedVms.map(({ id }) => id),
  };
}
