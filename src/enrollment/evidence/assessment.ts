import { isDone, type Evidence } from "./evidence";
import type { AzureView } from "./azureView";
import type { Enrollment } from "../record/record";
import { stepNumbers, type StepNumber } from "../steps/stepNumber";
import { steps } from "../steps";
import type { EnrollmentTarget } from "../target/target";

/** How an enrollment stands: the evidence of every step, and what comes next. */
export interface Assessment {
  readonly evidence: Readonly<Record<StepNumber, Evidence>>;
  /** 0 to 10. */
  readonly done: number;
  /** The first step that is not done and whose needs are; undefined when nothing can be done or all is. */
  readonly next: StepNumber | undefined;
  readonly connected: boolean;
}

/** Judges every step. Pure. */
export function assess(target: EnrollmentTarget, enrollment: Enrollment, view: AzureView): Assessment {
  const evidence = evidenceOf((number) => steps[number - 1]?.check({ target, enrollment, view }));
  const doneSteps = new Set(stepNumbers.filter((number) => isDone(evidence[number])));
  const ready = (number: StepNumber): boolean =>
    !doneSteps.has(number) && (steps[number - 1]?.needs(target) ?? []).every((need) => doneSteps.has(need));
  return {
    evidence,
    done: doneSteps.size,
    next: stepNumbers.find(ready),
    connected: doneSteps.has(10),
  };
}

function evidenceOf(check: (number: StepNumber) => Evidence | undefined): Record<StepNumber, Evidence> {
  const all = stepNumbers.map((number) => [number, check(number)] as const);
  return Object.fromEntries(all) as Record<StepNumber, Evidence>;
}
