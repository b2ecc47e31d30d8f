import { dialects } from "../../enrollment/dialects";
import { planView } from "../../enrollment/evidence/planView";
import { isStepNumber, type StepNumber } from "../../enrollment/steps/stepNumber";
import { stepText } from "../../enrollment/steps/stepText";
import { stepOf } from "../../enrollment/steps";
import { StepBlockedError } from "../../enrollment/steps/step";
import type { EnrollmentTarget } from "../../enrollment/target/target";
import { dialectNames, type Action, type Sending, type Trouble } from "../../protocol";
import { openFields } from "../fields/fields";
import { evidenceOf, isHandsFree, runsFromHere, targetOf, type WizardContext } from "./wizardContext";

/** Stands for a public key that is made when step 7 is run. */
const keyToCome = "PUBLIC_KEY_MADE_BY_THIS_STEP";

/** What a step sends, or what is typed in the VM, in the chosen dialect. `undefined` on the page before the first step. */
export function sendingOf(look: WizardContext, page: number): Sending | undefined {
  if (!isStepNumber(page)) return undefined;
  const { t } = look;
  const head = {
    dialect: look.place.dialect,
    dialects: dialectNames.map((name) => ({ name, label: dialects[name].title })),
    note: note(look, page),
  };
  const target = targetOf(look);
  if (target === undefined) {
    const blocked: Trouble = {
      cause: t("Some values are missing."),
      nextMove: t("Enter first: {0}.", openFields(look, 1).join(", ")),
    };
    return { ...head, actions: [], blocked };
  }
  return { ...head, ...written(look, page, target) };
}

function note(look: WizardContext, step: StepNumber): string {
  const { t } = look;
  if (stepOf(step).runsOn === "vm") {
    return isHandsFree(look)
      ? t(
          "The VM's script does this at first boot, with retries and a report. To do it manually, run in the VM:",
        )
      : t("Run these commands in the VM, over SSH. Secrets are variables.");
  }
  if (!runsFromHere(look, step)) {
    return t(
      "The VM's script sends this, so that the private key never leaves the VM. To send it from this workstation:",
    );
  }
  return t("Requests that this workstation sends to Azure. Secrets are variables.");
}

type Written = Pick<Sending, "actions" | "text" | "blocked">;

function written(look: WizardContext, step: StepNumber, target: EnrollmentTarget): Written {
  const { t } = look;
  try {
    const text = textOf(look, step, target);
    if (text === undefined) {
      const cause = t("{0} cannot express this step.", dialects[look.place.dialect].title);
      return { actions: [], blocked: { cause, nextMove: t("Choose another language.") } };
    }
    if (text === "") {
      const cause = t("Nothing is sent separately: this step is part of creating the VM (step 3).");
      return { actions: [], blocked: { cause, nextMove: t("Continue with step 3.") } };
    }
    return { text, actions: text.includes(keyToCome) ? [] : textActions(look) };
  } catch (error) {
    if (!(error instanceof StepBlockedError)) throw error;
    return { actions: [], blocked: { cause: t(error.message), nextMove: t(error.nextMove) } };
  }
}

/** The text of a step as the page shows it; empty when the step sends nothing. */
function textOf(look: WizardContext, step: StepNumber, target: EnrollmentTarget): string | undefined {
  const { enrollment } = look.desk;
  const record = { ...enrollment, clientPublicKey: enrollment.clientPublicKey ?? keyToCome };
  const view = planView(step, record, target, principalId(look), look.now);
  if (step === 1 && target.identity === "system") return "";
  return stepText(step, look.place.dialect, { enrollment: record, target, view });
}

/** The identity's object id, as far as Azure has shown it. */
function principalId(look: WizardContext): string | undefined {
  for (const step of [1, 2] as const) {
    const fact = evidenceOf(look, step)?.facts?.find(({ name }) => name === "principalId");
    if (fact !== undefined) return fact.value;
  }
  return undefined;
}

function textActions({ t, place }: WizardContext): Action[] {
  const copy: Action = { name: "copy", label: t("Copy"), primary: false };
  const open: Action = { name: "openScript", label: t("Open as file"), primary: false };
  const isShell = place.dialect === "az" || place.dialect === "rest";
  return isShell || place.dialect === "powershell"
    ? [copy, { name: "terminal", label: t("Run in terminal"), primary: false }, open]
    : [copy, open];
}
