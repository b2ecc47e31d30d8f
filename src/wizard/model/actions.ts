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
export function pageActions(context: WizardContext, page: number): Action[] {
  if (!isStepNumber(page)) return [next(context, page), prerequisites(context)];
  if (isStepDone(context, page)) return [...nextOf(context, page), ...takeBack(context, page)];
  if (runsFromHere(context, page)) return [run(context, page)];
  return inVm(context, page);
}

/** What can be pressed for the enrollment as a whole. */
export function wholeActions(context: WizardContext): Action[] {
  const { t } = context;
  if (context.enrollments.activity !== undefined && context.enrollments.activity.kind !== "checking")
    return [];
  const left = remainingSteps(context);
  if (targetOf(context) === undefined || doneCount(context) === 10) return [];
  if (left.length === 0)
    return isStepDone(context, 3) && !isStepDone(context, 10) ? [watch(context, false)] : [];
  const [disabledReason] = left.flatMap((step) => missingInputReason(context, step, left)).slice(0, 1);
  return [
    {
      name: "runRemaining",
      label: t("Run remaining steps"),
      primary: false,
      hint: t("Runs the remaining steps of this workstation: {0}.", steps(context, left)),
      ...(disabledReason !== undefined && { disabledReason }),
    },
  ];
}

function steps({ t }: WizardContext, numbers: readonly StepNumber[]): string {
  const list = numbers.join(", ");
  return numbers.length === 1 ? t("step {0}", list) : t("steps {0}", list);
}

/** Missing values only: what an earlier step makes will be there when its turn comes. */
function missingInputReason(context: WizardContext, step: StepNumber, left: readonly StepNumber[]): string[] {
  const open = openFields(context, step);
  return open.length > 0 && left.includes(step) ? [fillIn(context, open)] : [];
}

function fillIn({ t }: WizardContext, open: readonly string[]): string {
  return t("Enter first: {0}.", open.join(", "));
}

function next(context: WizardContext, page: number): Action {
  const { t } = context;
  const open = page === 0 ? openFields(context, 0) : [];
  const following = pageAfter(context, page);
  const title = isStepNumber(following) ? t(stepOf(following).title) : "";
  return {
    name: "next",
    label: t("Next: {0}. {1}", following, title),
    primary: true,
    ...(open.length > 0 && { disabledReason: fillIn(context, open) }),
  };
}

/** Before the first step: what would stop a later one can be seen now. */
function prerequisites(context: WizardContext): Action {
  const { t } = context;
  return {
    name: "checkPrerequisites",
    label: t("Check prerequisites"),
    primary: false,
    hint: t("Providers, rights, egress, names, and versions, as a report next to this page."),
    ...(targetOf(context) === undefined && { disabledReason: fillIn(context, openFields(context, 0)) }),
  };
}

function nextOf(context: WizardContext, page: number): Action[] {
  return page === 10 ? [] : [next(context, page)];
}

/** Why a step cannot be run now. */
function reasonAgainst(context: WizardContext, step: StepNumber): string | undefined {
  const { t } = context;
  if (isRunning(context)) return t("Another step is running.");
  const open = openFields(context, step);
  if (open.length > 0) return fillIn(context, open);
  const target = targetOf(context);
  if (target === undefined || context.enrollments.assessment === undefined) return undefined;
  const missing = stepOf(step)
    .needs(target)
    .filter((need) => !isStepDone(context, need));
  const [first] = missing;
  return first === undefined ? undefined : t("Do step {0} first: {1}.", first, t(stepOf(first).title));
}

function run(context: WizardContext, step: StepNumber): Action {
  const { t } = context;
  const disabledReason = reasonAgainst(context, step);
  const label = evidenceOf(context, step)?.state === "failed" ? t("Run again") : t("Run this step");
  return { name: "run", label, primary: true, ...(disabledReason !== undefined && { disabledReason }) };
}

function watch(context: WizardContext, primary: boolean): Action {
  const { t } = context;
  const disabledReason =
    targetOf(context) === undefined
      ? fillIn(context, openFields(context, 1))
      : context.enrollments.activity?.kind === "watching"
        ? t("It is already being watched.")
        : isRunning(context)
          ? t("A step is running.")
          : undefined;
  return {
    name: "watch",
    label: t("Watch until connected"),
    primary,
    hint: t("Checks Azure every ten seconds."),
    ...(disabledReason !== undefined && { disabledReason }),
  };
}

/** Steps inside the VM: its script does them, or a person at its prompt. */
function inVm(context: WizardContext, step: StepNumber): Action[] {
  const { t } = context;
  // Once it is connected only the VM's report can tell more.
  const isConnected = context.enrollments.assessment?.connected === true;
  const isPractice = context.enrollments.enrollment.target.cloud === "practice" && !isHandsFree(context);
  const actions = isConnected ? [] : isPractice ? [playVm(context)] : [watch(context, true)];
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
function playVm(context: WizardContext): Action {
  const { t } = context;
  return {
    name: "playVm",
    label: t("Simulate the VM"),
    primary: true,
    hint: t("Simulates steps 4, 5, 6, 9, and 10 inside the practice VM, as its script does over SSH."),
    ...(isStepDone(context, 8) ? {} : { disabledReason: t("Do steps {0} first.", "3, 7, 8") }),
  };
}

function takeBack(context: WizardContext, step: StepNumber): Action[] {
  if (evidenceOf(context, step)?.source !== "userWord") return [];
  return [{ name: "sayNotDone", label: context.t("Mark as not done"), primary: false }];
}
