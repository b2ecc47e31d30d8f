import type { StepNumber } from "../steps/stepNumber";
import type { EnrollmentTarget } from "../target/target";

/**
 * The steps that this workstation runs, in the order in which they can be run. A system-assigned identity exists only with its
 * VM, so its roles come after step 3; the VM's script waits for them.
 */
export function workstationSteps({ identity, creator }: EnrollmentTarget): readonly StepNumber[] {
  const first: readonly StepNumber[] = identity === "user" ? [1, 2, 3] : [3, 2];
  return creator === "workstation" ? [...first, 7, 8] : first;
}
