import { runsHere } from "../steps";
import type { StepNumber } from "../steps/stepNumber";
import type { EnrollmentTarget } from "../target/target";
import type { Assessment } from "../evidence/assessment";
import { isDone } from "../evidence/evidence";

/**
 * The steps that this workstation runs, in the order in which they can be run. A system-assigned identity exists only with its
 * VM, so its roles come after step 3; the VM's script waits for them.
 */
export function workstationSteps(target: EnrollmentTarget): readonly StepNumber[] {
  const order: readonly StepNumber[] = target.identity === "user" ? [1, 2, 3, 7, 8] : [3, 2, 7, 8];
  return order.filter((step) => runsHere(step, target));
}

/** The first step that this workstation has left to run; `undefined` when the rest is the VM's. */
export function nextHere(target: EnrollmentTarget, { evidence }: Assessment): StepNumber | undefined {
  return workstationSteps(target).find((step) => !isDone(evidence[step]));
}

/** What comes next, here or in the VM. A system-assigned identity comes with its VM: there step 3 is the first. */
export function nextStep(target: EnrollmentTarget, assessment: Assessment): StepNumber | undefined {
  return nextHere(target, assessment) ?? assessment.next;
}
