import type { Assessment } from "../../enrollment/evidence/assessment";
import type { EvidenceSource, StepState } from "../../enrollment/evidence/evidence";
import { nextStep } from "../../enrollment/run/nextStep";
import { stepNumbers, type StepNumber } from "../../enrollment/steps/stepNumber";
import { runsHere, stepOf } from "../../enrollment/steps";
import { readTarget } from "../../enrollment/target/target";
import type { EnrollmentState } from "../../session/enrollment/enrollmentState";
import { nameOf, stateLabel } from "./labels";
import type { Translate } from "../../l10n/translate";
import type { Presentation } from "../machines/presentation/presentation";
import type { StateLook } from "../machines/presentation/state";

const stepLooks: Readonly<Record<StepState, StateLook>> = {
  notStarted: { icon: "circle-large-outline" },
  underWay: { icon: "loading~spin" },
  done: { icon: "pass-filled", color: "testing.iconPassed" },
  doneByOther: { icon: "pass", color: "testing.iconPassed" },
  failed: { icon: "error", color: "problemsErrorIcon.foreground" },
  contradicts: { icon: "warning", color: "problemsWarningIcon.foreground" },
  unknown: { icon: "question" },
};

/** Who says so, as the end of a sentence. */
export function wordOfSource(source: EvidenceSource, t: Translate): string {
  switch (source) {
    case "azure":
      return t("confirmed in Azure");
    case "operation":
      return t("from the operation");
    case "vmReport":
      return t("from the VM's report");
    case "userWord":
      return t("marked by you");
    case "none":
      return "";
  }
}

/** `6/10 · next: Install azcmagent`, or what is being done. */
export function presentEnrollment(state: EnrollmentState, t: Translate): Presentation {
  const label = nameOf(state.enrollment, t);
  const description = describe(state, t);
  return {
    label,
    description,
    look: lookOf(state),
    spoken: t("{0}, enrollment, {1}", label, description),
    context: contextOf(state),
    opens: "closed",
  };
}

/** `Done · seen in Azure` beside the step's title. */
export function presentStep(state: EnrollmentState, step: StepNumber, t: Translate): Presentation {
  const evidence = state.assessment?.evidence[step];
  const { activity } = state;
  const title = t(stepOf(step).title);
  const label = `${step}  ${title}`;
  const isRunning = activity?.kind === "running" && activity.step === step;
  const said = stateLabel(evidence?.state ?? "unchecked", t);
  const source = wordOfSource(evidence?.source ?? "none", t);
  const description = isRunning
    ? running(state, t)
    : [said, source].filter((part) => part !== "").join(" · ");
  return {
    label,
    description,
    look: isRunning ? stepLooks.underWay : stepLooks[evidence?.state ?? "unknown"],
    spoken: t("Step {0}, {1}, {2}", step, title, description),
    context: stepContext(state, step),
    opens: "no",
  };
}

function describe(state: EnrollmentState, t: Translate): string {
  const { activity, assessment, failure } = state;
  const count = assessment === undefined ? "?/10" : `${assessment.done}/${stepNumbers.length}`;
  if (activity?.kind === "running") return t("{0} · step {1}: {2}", count, activity.step, running(state, t));
  if (activity?.kind === "watching") return t("{0} · watching the VM", count);
  if (assessment !== undefined) return `${count} · ${verdict(state, assessment, t)}`;
  if (activity?.kind === "checking") return t("checking…");
  if (isDraft(state)) return t("not filled in yet");
  return failure === undefined ? t("not checked yet") : t(failure.cause);
}

/** What comes next, or what blocks it. */
function verdict(state: EnrollmentState, assessment: Assessment, t: Translate): string {
  if (assessment.connected)
    return assessment.done === stepNumbers.length ? t("Connected") : t("Connected; some steps unverified");
  const blocking = blockingStep(assessment);
  if (blocking !== undefined)
    return assessment.evidence[blocking].state === "failed"
      ? t("step {0} failed", blocking)
      : t("step {0} is blocked", blocking);
  const next = nextOf(state);
  return next === undefined ? t("no step can run yet") : t("next: {0}", t(stepOf(next).title));
}

/** Whether it stays as it is until its user does something: a step is blocked, or the next one is done manually in the VM. */
export function waitsForUser(state: EnrollmentState): boolean {
  const { enrollment, activity, assessment, failure } = state;
  if (activity !== undefined || assessment?.connected === true || isDraft(state)) return false;
  if (failure !== undefined) return true;
  if (assessment === undefined) return false;
  const next = nextOf(state);
  const isGuided = enrollment.target.creator === "workstation";
  return (
    blockingStep(assessment) !== undefined || (isGuided && next !== undefined && stepOf(next).runsOn === "vm")
  );
}

/** Its target still lacks values: nothing is wrong, there is only more to say. */
function isDraft({ enrollment }: EnrollmentState): boolean {
  return !readTarget(enrollment.target).ok;
}

function nextOf({ enrollment, assessment }: EnrollmentState): StepNumber | undefined {
  const reading = readTarget(enrollment.target);
  return reading.ok && assessment !== undefined ? nextStep(reading.target, assessment) : undefined;
}

function running({ activity }: EnrollmentState, t: Translate): string {
  if (activity?.kind !== "running") return "";
  const doing = activity.doing === undefined ? t("in progress") : t(activity.doing);
  return activity.detail === undefined ? doing : `${doing} · ${t(activity.detail)}`;
}

/** The first step that is blocked. */
function blockingStep({ evidence }: Assessment): StepNumber | undefined {
  return stepNumbers.find((step) => {
    const { state } = evidence[step];
    return state === "failed" || state === "contradicts";
  });
}

function lookOf(state: EnrollmentState): StateLook {
  const { activity, assessment, failure } = state;
  if (activity?.kind === "running" || activity?.kind === "checking") return { icon: "loading~spin" };
  if (activity?.kind === "watching") return { icon: "eye", color: "charts.blue" };
  if (assessment?.connected === true) return { icon: "pass-filled", color: "testing.iconPassed" };
  if (assessment === undefined && isDraft(state)) return { icon: "edit" };
  if (failure !== undefined) return stepLooks.failed;
  if (assessment === undefined) return { icon: "question" };
  if (blockingStep(assessment) !== undefined) return stepLooks.failed;
  return { icon: "checklist", color: "charts.blue" };
}

/** Words for `when` clauses: what can be done with the enrollment. */
function contextOf({ enrollment, activity, assessment }: EnrollmentState): string {
  return [
    "enrollment",
    activity === undefined || activity.kind === "checking" ? "idle" : activity.kind,
    enrollment.target.creator === "workstation" ? "guided" : "handsFree",
    assessment?.connected === true ? "connected" : "open",
  ].join(" ");
}

function stepContext(state: EnrollmentState, step: StepNumber): string {
  const words = ["step", runsHere(step, state.enrollment.target) ? "inAzure" : "inVm"];
  const isUnseen = step === 4 || step === 5 || step === 6 || step === 9;
  if (isUnseen) words.push(state.enrollment.words[step] === undefined ? "unsaid" : "said");
  return words.join(" ");
}
