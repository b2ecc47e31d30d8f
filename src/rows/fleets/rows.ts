import { stepNumbers } from "../../enrollment/steps/stepNumber";
import type { VmStatus } from "../../fleet/status/status";
import { vmStates } from "../../fleet/status/vmState";
import { say } from "../../l10n/sentence";
import { canRetry, vmOf, vmsIn, type FleetGroup, type FleetRow } from "../../session/fleet/fleetRow";
import type { FleetNode } from "./nodes";

/** More rows under one row are left out: the export has all of them. */
const maxRows = 1000;

/** What stands under a row: states, causes, drift; their VMs; a VM's steps and differences. */
export function rowsUnder(node: FleetNode, row: FleetRow): readonly FleetNode[] {
  switch (node.kind) {
    case "fleet":
      return underFleet(row);
    case "group":
      return underGroup(node.id, row, vmsIn(row, node.group));
    case "vm":
      return underVm(node, vmOf(row, node.vmId));
    case "strangers":
      return strangersOf(row);
    case "step":
    case "difference":
    case "stranger":
    case "note":
      return [];
  }
}

export function fleetNode(key: string): FleetNode {
  return { kind: "fleet", id: `fleets/${key}`, key };
}

function underFleet(row: FleetRow): readonly FleetNode[] {
  const { key, status } = row;
  const id = `fleets/${key}`;
  const group = (of: FleetGroup): FleetNode => ({
    kind: "group",
    id: `${id}/${of.by}/${of.name}`,
    key,
    group: of,
  });
  const notes = notesOf(row).map((text): FleetNode => ({
    kind: "note",
    id: `${id}/note/${text}`,
    key,
    text,
    isError: true,
  }));
  const strangers = status?.unmanagedVms.length ?? row.tagged.length;
  return [
    ...notes,
    ...vmStates.flatMap((name) => (status?.counts[name] === undefined ? [] : [group({ by: "state", name })])),
    ...(status?.causes ?? []).map(({ cause }) => group({ by: "cause", name: cause.key })),
    ...(vmsIn(row, different).length > 0 ? [group(different)] : []),
    ...(strangers > 0 ? [{ kind: "strangers", id: `${id}/strangers`, key } as const] : []),
  ];
}

const different: FleetGroup = { by: "different", name: "" };

function notesOf({ mistake, failure }: FleetRow): readonly string[] {
  return [
    ...(mistake === undefined ? [] : [mistake]),
    ...(failure === undefined ? [] : [failure.causeText, failure.nextMove]),
  ];
}

function underGroup(parent: string, { key }: FleetRow, vms: readonly VmStatus[]): readonly FleetNode[] {
  const rows = vms
    .slice(0, maxRows)
    .map(({ vm }): FleetNode => ({ kind: "vm", id: `${parent}/${vm.id}`, key, vmId: vm.id }));
  return [...rows, ...more(parent, key, vms.length)];
}

function more(parent: string, key: string, count: number): readonly FleetNode[] {
  if (count <= maxRows) return [];
  const text = say`${count - maxRows} more. To see all of them, export the status.`;
  return [{ kind: "note", id: `${parent}/more`, key, text, isError: false }];
}

function underVm(
  node: Extract<FleetNode, { kind: "vm" }>,
  entry: VmStatus | undefined,
): readonly FleetNode[] {
  if (entry === undefined) return [];
  const { id, key, vmId } = node;
  return [
    ...entry.differences.map(({ path }): FleetNode => ({
      kind: "difference",
      id: `${id}/${path}`,
      key,
      vmId,
      path,
    })),
    ...stepNumbers.map((step): FleetNode => ({ kind: "step", id: `${id}/${step}`, key, vmId, step })),
  ];
}

function strangersOf({ key, status, tagged }: FleetRow): readonly FleetNode[] {
  const all = status?.unmanagedVms ?? tagged;
  const parent = `fleets/${key}/strangers`;
  const rows = all.slice(0, maxRows).map(({ id, name, provisioningState }): FleetNode => ({
    kind: "stranger",
    id: `${parent}/${id}`,
    key,
    vmId: id,
    name,
    state: provisioningState ?? "",
  }));
  return [...rows, ...more(parent, key, all.length)];
}

/** The VMs that a row stands for and that can be deployed again. */
export function retryOf(node: FleetNode, row: FleetRow): readonly VmStatus[] {
  if (node.kind === "group") return vmsIn(row, node.group).filter(canRetry);
  const entry = node.kind === "vm" ? vmOf(row, node.vmId) : undefined;
  return entry !== undefined && canRetry(entry) ? [entry] : [];
}
