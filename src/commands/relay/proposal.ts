import type { MachineSummary } from "../../arm/resources/arc/machine";
import type { VirtualMachineSummary } from "../../arm/resources/networkCloud/virtualMachine";
import type { MachineRow } from "../../session/listing/machine";
import { compareNames } from "../../rows/machines/layout";

/** An Arc machine that a VM may be assigned to, and how well it fits: `own` is the one beside it in the tree. */
export interface MachineProposal {
  readonly machine: MachineSummary;
  readonly fit: "own" | "sameName" | "sameGroup" | "elsewhere" | "ofAnotherVm";
}

const order: readonly MachineProposal["fit"][] = ["own", "sameName", "sameGroup", "elsewhere", "ofAnotherVm"];

/** Every Arc machine, the likeliest for `vm` first. */
export function proposeMachines(
  vm: VirtualMachineSummary,
  rows: Iterable<MachineRow>,
): readonly MachineProposal[] {
  const proposals: MachineProposal[] = [];
  for (const row of rows) {
    if (row.arc !== undefined) proposals.push({ machine: row.arc, fit: fitOf(vm, row, row.arc) });
  }
  return proposals.sort(
    (a, b) => order.indexOf(a.fit) - order.indexOf(b.fit) || compareNames(a.machine.name, b.machine.name),
  );
}

function fitOf(vm: VirtualMachineSummary, row: MachineRow, machine: MachineSummary): MachineProposal["fit"] {
  if (row.kind === "vm") return row.vm.id.toLowerCase() === vm.id.toLowerCase() ? "own" : "ofAnotherVm";
  if (!inSameGroup(vm, machine)) return "elsewhere";
  return machine.name.toLowerCase() === vm.name.toLowerCase() ? "sameName" : "sameGroup";
}

/** The machine that belongs to the VM, if one does: what may be chosen for the user. */
export function ownMachine(proposals: readonly MachineProposal[]): MachineSummary | undefined {
  const [first] = proposals;
  return first?.fit === "own" || first?.fit === "sameName" ? first.machine : undefined;
}

/** The VM that a machine belongs to: the one beside it in the tree, or the one of its name in its group that has none. */
export function ownVm(
  machine: MachineSummary | undefined,
  rows: Iterable<MachineRow>,
): VirtualMachineSummary | undefined {
  if (machine === undefined) return undefined;
  const [first] = proposeVms(machine, rows);
  const row = [...rows].find((each) => each.kind === "vm" && each.vm === first);
  if (first === undefined || row === undefined) return undefined;
  const isOther = row.arc !== undefined && row.arc.id.toLowerCase() !== machine.id.toLowerCase();
  const hasName = first.name.toLowerCase() === machine.name.toLowerCase() && inSameGroup(first, machine);
  return !isOther && (row.arc !== undefined || hasName) ? first : undefined;
}

/** Every VM, the likeliest for an Arc machine that has none first: those without a machine of their own. */
export function proposeVms(
  machine: MachineSummary,
  rows: Iterable<MachineRow>,
): readonly VirtualMachineSummary[] {
  const score = (row: Extract<MachineRow, { kind: "vm" }>): number =>
    (row.arc?.id.toLowerCase() === machine.id.toLowerCase() ? 8 : 0) +
    (row.arc === undefined ? 4 : 0) +
    (inSameGroup(row.vm, machine) ? 2 : 0) +
    (row.vm.name.toLowerCase() === machine.name.toLowerCase() ? 1 : 0);
  return [...rows]
    .filter((row) => row.kind === "vm")
    .sort((a, b) => score(b) - score(a) || compareNames(a.vm.name, b.vm.name))
    .map(({ vm }) => vm);
}

interface Placed {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
}

function inSameGroup(a: Placed, b: Placed): boolean {
  return (
    a.subscriptionId.toLowerCase() === b.subscriptionId.toLowerCase() &&
    a.resourceGroup.toLowerCase() === b.resourceGroup.toLowerCase()
  );
}
