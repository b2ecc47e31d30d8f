import type { Machine } from "../../arm/resources/arc/machine";
import type { Enrollment } from "../record/record";

/** Whether the Arc machine was made for this enrollment: it carries the `vmId` that the enrollment chose. */
export function isOwnMachine(enrollment: Enrollment, machine: Machine): boolean {
  return machine.vmId?.toLowerCase() === enrollment.arcVmId.toLowerCase();
}
