import type { MachineRow } from "../../session/listing/machine";

type VmRow = Extract<MachineRow, { kind: "vm" }>;

/** Whether Azure is deleting the VM: nothing that is started for it has an effect. */
export function isDeleting({ vm }: VmRow): boolean {
  return vm.provisioningState?.toLowerCase() === "deleting";
}

/** Whether the VM can be started, powered off and restarted: Azure accepts that for others, too, and changes nothing. */
export function hasPower({ vm }: VmRow): boolean {
  const state = vm.provisioningState?.toLowerCase();
  return state === undefined || state === "succeeded";
}

/** Whether there is something left to enroll. */
export function isEnrollable(row: VmRow): boolean {
  return !isDeleting(row) && row.arc?.status !== "Connected";
}
