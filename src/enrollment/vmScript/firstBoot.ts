import type { EnrollmentTarget } from "../target/target";
import type { Enrollment } from "../record/record";
import { vmScript } from "./vmScript";

/**
 * The user data that an enrollment's VM is created with, as base64: the VM's script in the hands-free mode; `undefined` in
 * the guided mode, where the script is run later over SSH.
 */
export function firstBootUserData(enrollment: Enrollment, target: EnrollmentTarget): string | undefined {
  if (target.creator === "workstation") return undefined;
  return Buffer.from(vmScript(target, { vmId: enrollment.arcVmId })).toString("base64");
}
