import { isStepNumber, stepNumbers } from "../../enrollment/steps/stepNumber";
import { stepOf } from "../../enrollment/steps";
import type { Activity, Model, PageModel, Shown, StepLine } from "../../protocol";
import { pageActions, wholeActions } from "./actions";
import { formOf } from "../fields/fields";
import { nameOf, sourceLabel, stateLabel } from "../../rows/enrollments/labels";
import {
  doneCount,
  evidenceOf,
  isHandsFree,
  runsFromHere,
  stateOf,
  targetOf,
  type WizardContext,
} from "./wizardContext";
import { sendingOf } from "./sending";

/** Everything that the page shows. Pure. */
export function modelOf(context: WizardContext): Model {
  const { enrollments, wizardState, t } = context;
  const { subscriptionId, resourceGroup } = enrollments.enrollment.target;
  const handsFree = isHandsFree(context);
  const activity = activityOf(context);
  return {
    enrollment: enrollments.enrollment.id,
    name: nameOf(context.enrollments.enrollment, context.t),
    place: [context.cloud, resourceGroup ?? subscriptionId].filter((part) => part !== undefined).join(" · "),
    way: handsFree ? t("Hands-free") : t("Guided"),
    wayHint: handsFree
      ? t("The VM does steps 4 to 10 itself at first boot. The private key never leaves it.")
      : t("You run steps 1, 2, 3, 7, and 8 from here, and the others in the VM over SSH."),
    done: doneCount(context),
    said: saidOf(context),
    checkLabel: t("Check again"),
    steps: [0, ...stepNumbers].map((page) => line(context, page)),
    page: pageOf(context, wizardState.page),
    actions: wholeActions(context),
    ...(enrollments.checkedAt !== undefined && { checkedAt: enrollments.checkedAt }),
    ...(activity !== undefined && { activity }),
    // A target that is not whole is no trouble: the form says what is missing.
    ...(enrollments.failure !== undefined &&
      targetOf(context) !== undefined && { failure: failureOf(context, enrollments.failure) }),
  };
}

function failureOf(
  { t }: WizardContext,
  { cause, nextMove, correlationId }: NonNullable<WizardContext["enrollments"]["failure"]>,
): {
  cause: string;
  nextMove: string;
  correlationId?: string;
} {
  return { cause: t(cause), nextMove: t(nextMove), ...(correlationId !== undefined && { correlationId }) };
}

function titleOf({ t }: WizardContext, page: number): string {
  return isStepNumber(page) ? t(stepOf(page).title) : t("What to enroll");
}

function line(context: WizardContext, page: number): StepLine {
  const state = stateOf(context, page);
  const evidence = isStepNumber(page) ? evidenceOf(context, page) : undefined;
  const { target } = context.enrollments.enrollment;
  const summary =
    evidence === undefined ? (page === 0 ? target.vmName : undefined) : context.t(evidence.summary);
  return {
    number: page,
    title: titleOf(context, page),
    state,
    stateLabel: stateLabel(state, context.t),
    ...(summary !== undefined && summary !== "" && { summary }),
    ...(evidence !== undefined && evidence.source !== "none" && { at: evidence.at }),
  };
}

function pageOf(context: WizardContext, page: number): PageModel {
  const { t } = context;
  const step = isStepNumber(page) ? stepOf(page) : undefined;
  const shown = shownOf(context, page);
  const sending = sendingOf(context, page);
  return {
    number: page,
    title: titleOf(context, page),
    why:
      step === undefined
        ? t(
            "Turn an Operator Nexus VM into an Azure Arc machine in ten steps, with a managed identity and its traffic on the Private Relay. Choose the VM, its location, and the mode.",
          )
        : t(step.why),
    where: whereOf(context, page),
    fields: formOf(context, page),
    actions: pageActions(context, page),
    pitfalls: (step?.pitfalls ?? []).map(({ symptom, cause, fix }) => ({
      symptom: t(symptom),
      cause: t(cause),
      fix: t(fix),
    })),
    ...(shown !== undefined && { shown }),
    ...(sending !== undefined && { sending }),
  };
}

function whereOf(context: WizardContext, page: number): string {
  const { t } = context;
  if (!isStepNumber(page)) return "";
  return runsFromHere(context, page) ? t("Runs from this workstation, in Azure") : t("Runs inside the VM");
}

function shownOf(context: WizardContext, page: number): Shown | undefined {
  if (!isStepNumber(page)) return undefined;
  const { t } = context;
  const evidence = evidenceOf(context, page);
  if (evidence === undefined) {
    const summary = t("Not checked yet.");
    return { state: "unchecked", stateLabel: stateLabel("unchecked", t), summary, source: "", facts: [] };
  }
  const { state, summary, source, at, nextMove, facts = [] } = evidence;
  return {
    state,
    stateLabel: stateLabel(state, t),
    summary: t(summary),
    source: sourceLabel(source, t),
    facts,
    at,
    ...(nextMove !== undefined && { nextMove: t(nextMove) }),
  };
}

function activityOf({ enrollments, t }: WizardContext): Activity | undefined {
  const { activity } = enrollments;
  switch (activity?.kind) {
    case undefined:
      return undefined;
    case "checking":
      return { title: t("Checking Azure"), since: activity.since };
    case "watching":
      return {
        title: t("Watching until the machine is connected"),
        since: activity.since,
        stop: t("Stop watching"),
      };
    case "running": {
      const { step, since, doing, detail } = activity;
      const said = [doing ?? "", detail ?? ""]
        .filter((part) => part !== "")
        .map((part) => t(part))
        .join(" · ");
      return {
        title: t("Running step {0}: {1}", step, t(stepOf(step).title)),
        since,
        stop: t("Stop watching"),
        page: step,
        ...(said !== "" && { doing: said }),
      };
    }
  }
}

/** The sentence for those who hear the page. */
function saidOf(context: WizardContext): string {
  const { enrollments, t } = context;
  const { activity, failure, assessment } = enrollments;
  if (activity?.kind === "running") {
    const title = t("Running step {0}: {1}", activity.step, t(stepOf(activity.step).title));
    return activity.doing === undefined ? title : `${title}. ${t(activity.doing)}`;
  }
  if (activity?.kind === "watching") {
    return t("Watching. {0} of 10 steps are done.", doneCount(context));
  }
  if (activity?.kind === "checking") return t("Checking Azure");
  if (failure !== undefined && targetOf(context) !== undefined)
    return `${t(failure.cause)} ${t(failure.nextMove)}`;
  if (assessment === undefined) return "";
  if (doneCount(context) === 10) return t("All ten steps are done: the machine is connected.");
  return assessment.next === undefined
    ? t("{0} of 10 steps are done.", doneCount(context))
    : t("{0} of 10 steps are done. Next is step {1}.", doneCount(context), assessment.next);
}
