import type { EvidenceSource, StepState } from "../../enrollment/evidence";
import { nextStep } from "../../enrollment/nextStep";
import { enrollmentName } from "../../enrollment/record";
import { stepNumbers, type StepNumber } from "../../enrollment/stepNumber";
import { stepOf } from "../../enrollment/steps";
import { readTarget } from "../../enrollment/target";
import type { EnrollmentState } from "../../session/enrollmentState";
import type { Presentation } from "../tree/presentation";
import type { StateLook } from "../tree/state";

const stepLooks: Readonly<Record<StepState, StateLook>> = {
  notStarted: { icon: "circle-large-outline" },
  underWay: { icon: "loading~spin" },
  done: { icon: "pass-filled", color: "testing.iconPassed" },
  doneByOther: { icon: "pass", color: "testing.iconPassed" },
  failed: { icon: "error", color: "problemsErrorIcon.foreground" },
  contradicts: { icon: "warning", color: "problemsWarningIcon.foreground" },
  unknown: { icon: "question" },
};

const stepWords: Readonly<Record<StepState, string>> = {
  notStarted: "Not started",
  underWay: "Under way",
  done: "Done",
  doneByOther: "Done by someone else",
  failed: "Failed",
  contradicts: "Contradicts this enrollment",
  unknown: "Unknown",
};

const sourceWords: Readonly<Record<EvidenceSource, string>> = {
  azure: "seen in Azure",
  operation: "by the operation",
  vmReport: "by the VM's report",
  userWord: "by your word",
  none: "",
};

export function wordOfStep(state: StepState): string {
  return stepWords[state];
}

export function wordOfSource(source: EvidenceSource): string {
  return sourceWords[source];
}

/** `6/10 · next: Install azcmagent`, or what is being done. */
export function presentEnrollment(state: EnrollmentState): Presentation {
  const label = enrollmentName(state.enrollment);
  const description = describe(state);
  return {
    label,
    description,
    look: lookOf(state),
    spoken: `${label}, enrollment, ${description}`,
    context: contextOf(state),
    opens: "closed",
  };
}

/** `Done · seen in Azure` beside the step's title. */
export function presentStep(state: EnrollmentState, step: StepNumber): Presentation {
  const evidence = state.assessment?.evidence[step];
  const { activity } = state;
  const label = `${step}  ${stepOf(step).title}`;
  const isRunning = activity?.kind === "running" && activity.step === step;
  const said = evidence === undefined ? "Not checked yet" : stepWords[evidence.state];
  const source = evidence === undefined ? "" : sourceWords[evidence.source];
  const description = isRunning ? running(state) : [said, source].filter((part) => part !== "").join(" · ");
  return {
    label,
    description,
    look: isRunning ? stepLooks.underWay : stepLooks[evidence?.state ?? "unknown"],
    spoken: `Step ${step}, ${stepOf(step).title}, ${description}`,
    context: stepContext(state, step),
    opens: "no",
  };
}

function describe(state: EnrollmentState): string {
  const { activity, assessment, trouble } = state;
  const count = assessment === undefined ? "?/10" : `${assessment.done}/${stepNumbers.length}`;
  if (activity?.kind === "running") return `${count} · step ${activity.step}: ${running(state)}`;
  if (activity?.kind === "watching") return `${count} · watching the VM`;
  if (activity?.kind === "checking" && assessment === undefined) return "checking…";
  if (assessment === undefined && isDraft(state)) return "not filled in yet";
  if (assessment === undefined) return trouble === undefined ? "not checked yet" : trouble.cause;
  if (assessment.connected)
    return assessment.done === stepNumbers.length
      ? `${count} · Connected`
      : `${count} · Connected, not all is known`;
  const failed = failedStep(state);
  if (failed !== undefined)
    return `${count} · step ${failed} ${stepWords[assessment.evidence[failed].state].toLowerCase()}`;
  const next = nextOf(state);
  return next === undefined ? `${count} · nothing can be done yet` : `${count} · next: ${stepOf(next).title}`;
}

/** Its target still lacks values: nothing is wrong, there is only more to say. */
function isDraft({ enrollment }: EnrollmentState): boolean {
  return !readTarget(enrollment.target).ok;
}

function nextOf({ enrollment, assessment }: EnrollmentState): StepNumber | undefined {
  const reading = readTarget(enrollment.target);
  return reading.ok && assessment !== undefined ? nextStep(reading.target, assessment) : undefined;
}

function running({ activity }: EnrollmentState): string {
  if (activity?.kind !== "running") return "";
  return [activity.doing ?? "under way", activity.detail].filter((part) => part !== undefined).join(" · ");
}

/** The first step that stands in the way. */
function failedStep({ assessment }: EnrollmentState): StepNumber | undefined {
  return stepNumbers.find((step) => {
    const state = assessment?.evidence[step].state;
    return state === "failed" || state === "contradicts";
  });
}

function lookOf(state: EnrollmentState): StateLook {
  const { activity, assessment, trouble } = state;
  if (activity?.kind === "running" || activity?.kind === "checking") return { icon: "loading~spin" };
  if (activity?.kind === "watching") return { icon: "eye", color: "charts.blue" };
  if (assessment?.connected === true) return { icon: "pass-filled", color: "testing.iconPassed" };
  if (assessment === undefined && isDraft(state)) return { icon: "edit" };
  if (trouble !== undefined || failedStep(state) !== undefined) return stepLooks.failed;
  if (assessment === undefined) return { icon: "question" };
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
  const { runsOn } = stepOf(step);
  const byVm = state.enrollment.target.creator !== "workstation" && (step === 7 || step === 8);
  const words = ["step", runsOn === "vm" || byVm ? "inVm" : "inAzure"];
  const isUnseen = step === 4 || step === 5 || step === 6 || step === 9;
  if (isUnseen) words.push(state.enrollment.words[step] === undefined ? "unsaid" : "said");
  return words.join(" ");
}
