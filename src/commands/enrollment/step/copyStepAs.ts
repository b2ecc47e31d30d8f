import * as vscode from "vscode";
import type { Command } from "../../run/command";
import { chosenStep } from "../record/chosen";

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
