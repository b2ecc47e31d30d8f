import type { MachineSummary } from "../../arm/resources/arc/machine";
import type { VirtualMachineSummary } from "../../arm/resources/networkCloud/virtualMachine";

/** One row of the tree: a Nexus VM with its Arc machine, or an Arc machine that no listed VM answers for. */
export type MachineRow =
  | { readonly kind: "vm"; readonly vm: VirtualMachineSummary; readonly arc?: MachineSummary }
  | { readonly kind: "arc"; readonly arc: MachineSummary };

/** The resource that a row stands for: the VM when there is one. */
export function mainResource(row: MachineRow): VirtualMachineSummary | MachineSummary {
  return row.kind === "vm" ? row.vm : row.arc;
}

/** A row's name in the tree: ARM ids differ only in case between answers, so they are compared in lower case. */
export function rowKey(row: MachineRow): string {
  return mainResource(row).id.toLowerCase();
}
