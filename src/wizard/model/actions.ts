import { isStepNumber, isInGuestStep, type StepNumber } from "../../enrollment/steps/stepNumber";
import { stepOf } from "../../enrollment/steps";
import type { Action } from "../../protocol";
import { openFields } from "../fields/fields";
import {
  doneCount,
  evidenceOf,
  isHandsFree,
  isRunning,
  isStepDone,
  pageAfter,
  remainingSteps,
  runsFromHere,
  targetOf,
  type WizardContext,
} from "./wizardContext";

/** What can be pressed on a page, the likeliest first. */
export function pageActions(look: WizardContext, page: number): Action[] {
  if (!isStepNumber(page)) return [next(look, page), prerequisites(look)];
  if (isStepDone(look, page)) return [...nextOf(look, page), ...takeBack(look, page)];
  if (runsFromHere(look, page)) return [run(look, page)];
  return inVm(look, page);
}

/** What can be pressed for the enrollment as a whole. */
export function wholeActions(look: WizardContext): Action[] {
  const { t } = look;
  if (look.desk.activity !== undefined && look.desk.activity.kind !== "checking") return [];
  const left = remainingSteps(look);
  if (targetOf(look) === undefined || doneCount(look) === 10) return [];
  if (left.length === 0) return isStepDone(look, 3) && !isStepDone(look, 10) ? [watch(look, false)] : [];
  const [because] = left.flatMap((step) => missingInputReason(look, step, left)).slice(0, 1);
  return [
    {
      name: "runRemaining",
      label: t("Run remaining steps"),
      primary: false,
      hint: t("Runs the remaining steps of this workstation: {0}.", steps(look, left)),
      ...(because !== undefined && { because }),
    },
  ];
}

function steps({ t }: WizardContext, numbers: readonly StepNumber[]): string {
  const list = numbers.join(", ");
  return numbers.length === 1 ? t("step {0}", list) : t("steps {0}", list);
}

/** Missing values only: what an earlier step makes will be there when its turn comes. */
function missingInputReason(look: WizardContext, step: StepNumber, left: readonly StepNumber[]): string[] {
  const open = openFields(look, step);
  return open.length > 0 && left.includes(step) ? [fillIn(look, open)] : [];
}

function fillIn({ t }: WizardContext, open: readonly string[]): string {
  return t("Enter first: {0}.", open.join(", "));
}

function next(look: WizardContext, page: number): Action {
  const { t } = look;
  const open = page === 0 ? openFields(look, 0) : [];
  const following = pageAfter(look, page);
  const title = isStepNumber(following) ? t(stepOf(following).title) : "";
  return {
    name: "next",
    label: t("Next: {0}. {1}", following, title),
    primary: true,
    ...(open.length > 0 && { because: fillIn(look, open) }),
  };
}

/** Before the first step: what would stop a later one can be seen now. */
function prerequisites(look: WizardContext): Action {
  const { t } = look;
  return {
    name: "checkPrerequisites",
    label: t("Check prerequisites"),
    primary: false,
    hint: t("Providers, rights, egress, names, and versions, as a report next to this page."),
    ...(targetOf(look) === undefined && { because: fillIn(look, openFields(look, 0)) }),
  };
}

function nextOf(look: WizardContext, page: number): Action[] {
  return page === 10 ? [] : [next(look, page)];
}

/** Why a step cannot be run now. */
function reasonAgainst(look: WizardContext, step: StepNumber): string | undefined {
  const { t } = look;
  if (isRunning(look)) return t("Another step is running.");
  const open = openFields(look, step);
  if (open.length > 0) return fillIn(look, open);
  const target = targetOf(look);
  if (target === undefined || look.desk.assessment === undefined) return undefined;
  const missing = stepOf(step)
    .needs(target)
    .filter((need) => !isStepDone(look, need));
  const [first] = missing;
  return first === undefined ? undefined : t("Do step {0} first: {1}.", first, t(stepOf(first).title));
}

function run(look: WizardContext, step: StepNumber): Action {
  const { t } = look;
  const because = reasonAgainst(look, step);
  const label = evidenceOf(look, step)?.state === "failed" ? t("Run again") : t("Run this step");
  return { name: "run", label, primary: true, ...(because !== undefined && { because }) };
}

function watch(look: WizardContext, primary: boolean): Action {
  const { t } = look;
  const because =
    targetOf(look) === undefined
      ? fillIn(look, openFields(look, 1))
      : look.desk.activity?.kind === "watching"
        ? t("It is already being watched.")
        : isRunning(look)
          ? t("A step is running.")
          : undefined;
  return {
    name: "watch",
    label: t("Watch until connected"),
    primary,
    hint: t("Checks Azure every ten seconds."),
    ...(because !== undefined && { because }),
  };
}

/** Steps inside the VM: its script does them, or a person at its prompt. */
function inVm(look: WizardContext, step: StepNumber): Action[] {
  const { t } = look;
  // Once it is connected only the VM's report can tell more.
  const isConnected = look.desk.assessment?.connected === true;
  const isPractice = look.desk.enrollment.target.cloud === "practice" && !isHandsFree(look);
  const actions = isConnected ? [] : isPractice ? [playVm(look)] : [watch(look, true)];
  if (isInGuestStep(step)) {
    actions.push({ name: "sayDone", label: t("Mark as done"), primary: false });
  }
  actions.push({
    name: "openReport",
    label: t("Open the VM's report…"),
    primary: isConnected,
    hint: t("/var/lib/nexus-arc/report.json, which the VM's script writes."),
  });
  return actions;
}

/** In the practice cloud the guided mode's SSH session is played. */
function playVm(look: WizardContext): Action {
  const { t } = look;
  return {
    name: "playVm",
    label: t("Simulate the VM"),
    primary: true,
    hint: t("Simulates steps 4, 5, 6, 9, and 10 inside the practice VM, as its script does over SSH."),
    ...(isStepDone(look, 8) ? {} : { because: t("Do steps {0} first.", "3, 7, 8") }),
  };
}

function takeBack(look: WizardContext, step: StepNumber): Action[] {
  if (evidenceOf(look, step)?.source !== "userWord") return [];
  return [{ name: "sayNotDone", label: look.t("Mark as not done"), primary: false }];
}
