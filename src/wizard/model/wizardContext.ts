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
  readonly enrollments: EnrollmentState;
  readonly wizardState: WizardState;
  /** What the window is signed in to, as a name. */
  readonly cloud: string;
  readonly now: Date;
  readonly t: Translate;
}

export function evidenceOf({ enrollments }: WizardContext, step: StepNumber): Evidence | undefined {
  return enrollments.assessment?.evidence[step];
}

export function isStepDone(context: WizardContext, step: StepNumber): boolean {
  const evidence = evidenceOf(context, step);
  return evidence !== undefined && isDone(evidence);
}

/** How a step stands: what it is busy with from here counts before what Azure showed. */
export function stateOf(context: WizardContext, page: number): ShownState {
  if (!isStepNumber(page)) return targetOf(context) === undefined ? "notStarted" : "done";
  const { activity } = context.enrollments;
  if (activity?.kind === "running" && activity.step === page) return "underWay";
  return evidenceOf(context, page)?.state ?? "unchecked";
}

/** The target once it is whole. */
export function targetOf({ enrollments }: WizardContext): EnrollmentTarget | undefined {
  const reading = readTarget(enrollments.enrollment.target);
  return reading.ok ? reading.target : undefined;
}

export function isHandsFree({ enrollments }: WizardContext): boolean {
  return enrollments.enrollment.target.creator !== "workstation";
}

/** Whether this workstation runs the step; else it happens in the VM. */
export function runsFromHere({ enrollments }: WizardContext, step: StepNumber): boolean {
  return runsHere(step, enrollments.enrollment.target);
}

/** What this workstation has left to do. */
export function remainingSteps(context: WizardContext): readonly StepNumber[] {
  const target = targetOf(context);
  const order = target === undefined ? [] : workstationSteps(target);
  return order.filter((step) => !isStepDone(context, step));
}

/** Where “Next” leads: from a step that is done to the next that is not, as the side bar has it. */
export function pageAfter(context: WizardContext, page: number): number {
  const open =
    context.enrollments.assessment?.next ??
    stepNumbers.find((step) => step > page && !isStepDone(context, step));
  return isStepNumber(page) ? (open ?? page + 1) : page + 1;
}

export function doneCount(context: WizardContext): number {
  return stepNumbers.filter((step) => isStepDone(context, step)).length;
}

/** Nothing may be changed, and nothing else started, while a step is running. */
export function isRunning({ enrollments }: WizardContext): boolean {
  return enrollments.activity?.kind === "running";
}
