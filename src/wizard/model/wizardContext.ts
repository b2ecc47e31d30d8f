import { isDone, type Evidence } from "../../enrollment/evidence/evidence";
import type { StepNumber } from "../../enrollment/steps/stepNumber";
import { isStepNumber, stepNumbers } from "../../enrollment/steps/stepNumber";
import { workstationSteps } from "../../enrollment/run/nextStep";
import { runsHere } from "../../enrollment/steps";
import { readTarget, type EnrollmentTarget } from "../../enrollment/target/target";
import type { ShownState } from "../../protocol";
import type { EnrollmentState } from "../../session/enrollment/enrollmentState";
import type { WizardState } from "../host/wizardState";
import type { Translate } from "../../l10n/translate";

/** All that the page's model is made from. */
export interface WizardContext {
  readonly desk: EnrollmentState;
  readonly place: WizardState;
  /** What the window is signed in to, as a name. */
  readonly cloud: string;
  readonly now: Date;
  readonly t: Translate;
}

export function evidenceOf({ desk }: WizardContext, step: StepNumber): Evidence | undefined {
  return desk.assessment?.evidence[step];
}

export function isStepDone(look: WizardContext, step: StepNumber): boolean {
  const evidence = evidenceOf(look, step);
  return evidence !== undefined && isDone(evidence);
}

/** How a step stands: what it is busy with from here counts before what Azure showed. */
export function stateOf(look: WizardContext, page: number): ShownState {
  if (!isStepNumber(page)) return targetOf(look) === undefined ? "notStarted" : "done";
  const { activity } = look.desk;
  if (activity?.kind === "running" && activity.step === page) return "underWay";
  return evidenceOf(look, page)?.state ?? "unchecked";
}

/** The target once it is whole. */
export function targetOf({ desk }: WizardContext): EnrollmentTarget | undefined {
  const reading = readTarget(desk.enrollment.target);
  return reading.ok ? reading.target : undefined;
}

export function isHandsFree({ desk }: WizardContext): boolean {
  return desk.enrollment.target.creator !== "workstation";
}

/** Whether this workstation runs the step; else it happens in the VM. */
export function runsFromHere({ desk }: WizardContext, step: StepNumber): boolean {
  return runsHere(step, desk.enrollment.target);
}

/** What this workstation has left to do. */
export function remainingSteps(look: WizardContext): readonly StepNumber[] {
  const target = targetOf(look);
  const order = target === undefined ? [] : workstationSteps(target);
  return order.filter((step) => !isStepDone(look, step));
}

/** Where “Next” leads: from a step that is done to the next that is not, as the side bar has it. */
export function pageAfter(look: WizardContext, page: number): number {
  const open =
    look.desk.assessment?.next ?? stepNumbers.find((step) => step > page && !isStepDone(look, step));
  return isStepNumber(page) ? (open ?? page + 1) : page + 1;
}

export function doneCount(look: WizardContext): number {
  return stepNumbers.filter((step) => isStepDone(look, step)).length;
}

/** Nothing may be changed, and nothing else started, while a step is running. */
export function isRunning({ desk }: WizardContext): boolean {
  return desk.activity?.kind === "running";
}
