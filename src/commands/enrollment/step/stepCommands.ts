import { isStepNumber } from "../../../enrollment/steps/stepNumber";
import type { Command } from "../../run/command";
import { chosenEnrollment, chosenStep } from "../record/chosen";
import * as vscode from "vscode";

/** Brings a step of an enrollment into sight: behind each finding of a diagnosed log. */
export const showStep: Command = {
  intent: "show the step",
  async run({ services }, step, enrollmentId) {
    if (!isStepNumber(step)) return;
    const known = typeof enrollmentId === "string" ? services.enrollments.get(enrollmentId) : undefined;
    const { enrollment } = known ?? (await chosenEnrollment(services, undefined));
    await services.enrollmentTree.reveal(enrollment.id, step);
  },
};

/** Puts one step on the clipboard, as Azure CLI, PowerShell, REST, Bicep or an ARM template. */
export const copyStepAs: Command = {
  intent: "copy the step",
  async run(scope, clicked) {
    const { askForStepText } = await import("./stepTexts");
    const { state, step } = await chosenStep(scope.services, clicked);
    const { text } = await askForStepText(scope, state.enrollment, step);
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage(vscode.l10n.t("$(check) Copied"), 3000);
  },
};

/** Opens one step as a new document in the dialect's language. */
export const openStepAsFile: Command = {
  intent: "open the step as a file",
  async run(scope, clicked) {
    const { askForStepText } = await import("./stepTexts");
    const { state, step } = await chosenStep(scope.services, clicked);
    const { language, text: content } = await askForStepText(scope, state.enrollment, step);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language, content }));
  },
};

/** Runs a step, or the VM's script over SSH, in the integrated terminal. */
export const runInTerminal: Command = {
  intent: "run it in a terminal",
  async run(scope, clicked) {
    const { runInTerminal: run } = await import("./terminalRun");
    await run(scope, clicked);
  },
};
