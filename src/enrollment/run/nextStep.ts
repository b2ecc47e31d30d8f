import type { Assessment } from "../evidence/assessment";
import { isDone } from "../evidence/evidence";
import { workstationSteps } from "./order";
import type { StepNumber } from "../steps/stepNumber";
import type { EnrollmentTarget } from "../target/target";

/** The first step that this workstation has left to run; `undefined` when the rest is the VM's. */
export function nextHere(target: EnrollmentTarget, { evidence }: Assessment): StepNumber | undefined {
  return workstationSteps(target).find((step) => !isDone(evidence[step]));
}

/** What comes next, here or in the VM. A system-assigned identity comes with its VM: there step 3 is the first. */
export function nextStep(target: EnrollmentTarget, assessment: Assessment): StepNumber | undefined {
  return nextHere(target, assessment) ?? assessment.next;
}
