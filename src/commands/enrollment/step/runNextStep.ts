import * as vscode from "vscode";
import { nextHere } from "../../../enrollment/run/nextStep";
import type { StepNumber } from "../../../enrollment/steps/stepNumber";
import { stepOf } from "../../../enrollment/steps";
import { readTarget } from "../../../enrollment/target/target";
import type { EnrollmentState } from "../../../session/enrollment/enrollmentService";
import { t } from "../../../l10n";
import { Notice, type Command } from "../../run/command";
import { completeTarget } from "../record/blocked";
import { checkNow } from "../record/checkEnrollment";
import { chosenEnrollment } from "../record/chosen";
import { runEnrollment } from "./runEnrollment";

/** Runs the first step that this workstation has left; says what is to be done in the VM when none is. */
export const runNextStep: Command = {
  intent: "run the next step",
  async run(scope, clicked) {
    const { enrollments } = scope.services;
    const { enrollment } = await chosenEnrollment(scope.services, clicked);
    completeTarget(enrollment);
    await checkNow(scope, enrollment.id);
    const state = enrollments.get(enrollment.id);
    if (state === undefined) return;
    const next = nextOf(state);
    if (next === undefined) throw new Notice(whatIsLeft(state));
    await runEnrollment(scope, enrollment, next);
  },
};

function nextOf({ enrollment, assessment }: EnrollmentState): StepNumber | undefined {
  const reading = readTarget(enrollment.target);
  return reading.ok && assessment !== undefined ? nextHere(reading.target, assessment) : undefined;
}

function whatIsLeft({ enrollment, assessment, failure }: EnrollmentState): string {
  if (assessment === undefined)
    return failure === undefined
      ? vscode.l10n.t("The enrollment state is not known yet.")
      : `${t(failure.cause)} ${t(failure.nextMove)}`;
  if (assessment.connected) return vscode.l10n.t("The VM is connected. No steps are left to run.");
  const next = assessment.next === undefined ? "" : `${assessment.next}  ${t(stepOf(assessment.next).title)}`;
  return enrollment.target.creator === "workstation"
    ? vscode.l10n.t(
        "The remaining steps run inside the VM ({0}). To run its script there, use “Run in Terminal…”.",
        next,
      )
    : vscode.l10n.t(
        "The VM does the remaining steps ({0}) itself. To track its progress, use “Watch Until Connected”.",
        next,
      );
}
