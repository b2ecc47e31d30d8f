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
export function modelOf(look: WizardContext): Model {
  const { desk, place, t } = look;
  const { subscriptionId, resourceGroup } = desk.enrollment.target;
  const handsFree = isHandsFree(look);
  const activity = activityOf(look);
  return {
    enrollment: desk.enrollment.id,
    name: nameOf(look.desk.enrollment, look.t),
    place: [look.cloud, resourceGroup ?? subscriptionId].filter((part) => part !== undefined).join(" · "),
    way: handsFree ? t("Hands-free") : t("Guided"),
    wayHint: handsFree
      ? t("The VM does steps 4 to 10 itself at first boot. The private key never leaves it.")
      : t("You run steps 1, 2, 3, 7, and 8 from here, and the others in the VM over SSH."),
    done: doneCount(look),
    said: saidOf(look),
    checkLabel: t("Check again"),
    steps: [0, ...stepNumbers].map((page) => line(look, page)),
    page: pageOf(look, place.page),
    actions: wholeActions(look),
    ...(desk.checkedAt !== undefined && { checkedAt: desk.checkedAt }),
    ...(activity !== undefined && { activity }),
    // A target that is not whole is no trouble: the form says what is missing.
    ...(desk.trouble !== undefined &&
      targetOf(look) !== undefined && { trouble: troubleOf(look, desk.trouble) }),
  };
}

function troubleOf(
  { t }: WizardContext,
  { cause, nextMove, correlationId }: NonNullable<WizardContext["desk"]["trouble"]>,
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

function line(look: WizardContext, page: number): StepLine {
  const state = stateOf(look, page);
  const evidence = isStepNumber(page) ? evidenceOf(look, page) : undefined;
  const { target } = look.desk.enrollment;
  const summary =
    evidence === undefined ? (page === 0 ? target.vmName : undefined) : look.t(evidence.summary);
  return {
    number: page,
    title: titleOf(look, page),
    state,
    stateLabel: stateLabel(state, look.t),
    ...(summary !== undefined && summary !== "" && { summary }),
    ...(evidence !== undefined && evidence.source !== "none" && { at: evidence.at }),
  };
}

function pageOf(look: WizardContext, page: number): PageModel {
  const { t } = look;
  const step = isStepNumber(page) ? stepOf(page) : undefined;
  const shown = shownOf(look, page);
  const sending = sendingOf(look, page);
  return {
    number: page,
    title: titleOf(look, page),
    why:
      step === undefined
        ? t(
            "Turn an Operator Nexus VM into an Azure Arc machine in ten steps, with a managed identity and its traffic on the Private Relay. Choose the VM, its location, and the mode.",
          )
        : t(step.why),
    where: whereOf(look, page),
    fields: formOf(look, page),
    actions: pageActions(look, page),
    pitfalls: (step?.pitfalls ?? []).map(({ symptom, cause, fix }) => ({
      symptom: t(symptom),
      cause: t(cause),
      fix: t(fix),
    })),
    ...(shown !== undefined && { shown }),
    ...(sending !== undefined && { sending }),
  };
}

function whereOf(look: WizardContext, page: number): string {
  const { t } = look;
  if (!isStepNumber(page)) return "";
  return runsFromHere(look, page) ? t("Runs from this workstation, in Azure") : t("Runs inside the VM");
}

function shownOf(look: WizardContext, page: number): Shown | undefined {
  if (!isStepNumber(page)) return undefined;
  const { t } = look;
  const evidence = evidenceOf(look, page);
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

function activityOf({ desk, t }: WizardContext): Activity | undefined {
  const { activity } = desk;
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
function saidOf(look: WizardContext): string {
  const { desk, t } = look;
  const { activity, trouble, assessment } = desk;
  if (activity?.kind === "running") {
    const title = t("Running step {0}: {1}", activity.step, t(stepOf(activity.step).title));
    return activity.doing === undefined ? title : `${title}. ${t(activity.doing)}`;
  }
  if (activity?.kind === "watching") {
    return t("Watching. {0} of 10 steps are done.", doneCount(look));
  }
  if (activity?.kind === "checking") return t("Checking Azure");
  if (trouble !== undefined && targetOf(look) !== undefined)
    return `${t(trouble.cause)} ${t(trouble.nextMove)}`;
  if (assessment === undefined) return "";
  if (doneCount(look) === 10) return t("All ten steps are done: the machine is connected.");
  return assessment.next === undefined
    ? t("{0} of 10 steps are done.", doneCount(look))
    : t("{0} of 10 steps are done. Next is step {1}.", doneCount(look), assessment.next);
}
