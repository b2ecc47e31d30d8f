import * as vscode from "vscode";
import type { Command } from "./command";

export const resetPractice: Command = {
  intent: "reset the practice cloud",
  async run({ services }) {
    const reset = vscode.l10n.t("Reset");
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t("Reset the practice cloud?"),
      {
        modal: true,
        detail: vscode.l10n.t("Everything that you did in it is lost. Azure is not touched."),
      },
      reset,
    );
    if (answer === reset) await services.session.resetPractice();
  },
};
