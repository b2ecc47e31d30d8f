import * as vscode from "vscode";
import type { Command } from "../../run/command";
import { chosenStep } from "../record/chosen";

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
