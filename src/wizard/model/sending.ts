import { dialects } from "../../enrollment/dialects";
import { planView } from "../../enrollment/evidence/planView";
import { isStepNumber, type StepNumber } from "../../enrollment/steps/stepNumber";
import { stepText } from "../../enrollment/steps/stepText";
import { stepOf } from "../../enrollment/steps";
import { StepBlockedError } from "../../enrollment/steps/step";
import type { EnrollmentTarget } from "../../enrollment/target/target";
import { dialectNames, type Action, type Sending, type Failure } from "../../protocol";
import { openFields } from "../fields/fields";
import { evidenceOf, isHandsFree, runsFromHere, targetOf, type WizardContext } from "./wizardContext";

/** Stands for a public key that is made when step 7 is run. */
const keyToCome = "PUBLIC_KEY_MADE_BY_THIS_STEP";

/** What a step sends, or what is typed in the VM, in the chosen dialect. `undefined` on the page before the first step. */
export function sendingOf(context: WizardContext, page: number): Sending | undefined {
  if (!isStepNumber(page)) return undefined;
  const { t } = context;
  const head = {
    dialect: context.wizardState.dialect,
    dialects: dialectNames.map((name) => ({ name, label: dialects[name].title })),
    note: note(context, page),
  };
  const target = targetOf(context);
  if (target === undefined) {
    const blocked: Failure = {
      cause: t("Some values are missing."),
      nextMove: t("Enter first: {0}.", openFields(context, 1).join(", ")),
    };
    return { ...head, actions: [], blocked };
  }
  return { ...head, ...written(context, page, target) };
}

function note(context: WizardContext, step: StepNumber): string {
  const { t } = context;
  if (stepOf(step).runsOn === "vm") {
    return isHandsFree(context)
      ? t(
          "The VM's script does this at first boot, with retries and a report. To do it manually, run in the VM:",
        )
      : t("Run these commands in the VM, over SSH. Secrets are variables.");
  }
  if (!runsFromHere(context, step)) {
    return t(
      "The VM's script sends this, so that the private key never leaves the VM. To send it from this workstation:",
    );
  }
  return t("Requests that this workstation sends to Azure. Secrets are variables.");
}

type Written = Pick<Sending, "actions" | "text" | "blocked">;

function written(context: WizardContext, step: StepNumber, target: EnrollmentTarget): Written {
  const { t } = context;
  try {
    const text = textOf(context, step, target);
    if (text === undefined) {
      const cause = t("{0} cannot express this step.", dialects[context.wizardState.dialect].title);
      return { actions: [], blocked: { cause, nextMove: t("Choose another language.") } };
    }
    if (text === "") {
      const cause = t("Nothing is sent separately: this step is part of creating the VM (step 3).");
      return { actions: [], blocked: { cause, nextMove: t("Continue with step 3.") } };
    }
    return { text, actions: text.includes(keyToCome) ? [] : textActions(context) };
  } catch (error) {
    if (!(error instanceof StepBlockedError)) throw error;
    return { actions: [], blocked: { cause: t(error.message), nextMove: t(error.nextMove) } };
  }
}

/** The text of a step as the page shows it; empty when the step sends nothing. */
function textOf(context: WizardContext, step: StepNumber, target: EnrollmentTarget): string | undefined {
  const { enrollment } = context.enrollments;
  const record = { ...enrollment, clientPublicKey: enrollment.clientPublicKey ?? keyToCome };
  const view = planView(step, record, target, principalId(context), context.now);
  if (step === 1 && target.identity === "system") return "";
  return stepText(step, context.wizardState.dialect, { enrollment: record, target, view });
}

/** The identity's object id, as far as Azure has shown it. */
function principalId(context: WizardContext): string | undefined {
  for (const step of [1, 2] as const) {
    const fact = evidenceOf(context, step)?.facts?.find(({ name }) => name === "principalId");
    if (fact !== undefined) return fact.value;
  }
  return undefined;
}

function textActions({ t, wizardState }: WizardContext): Action[] {
  const copy: Action = { name: "copy", label: t("Copy"), primary: false };
  const open: Action = { name: "openScript", label: t("Open as file"), primary: false };
  const isShell = wizardState.dialect === "az" || wizardState.dialect === "rest";
  return isShell || wizardState.dialect === "powershell"
    ? [copy, { name: "terminal", label: t("Run in terminal"), primary: false }, open]
    : [copy, open];
}
