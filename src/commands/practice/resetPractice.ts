import * as vscode from "vscode";
import { agree } from "../ask/agree";
import type { Command } from "../run/command";

export const resetPractice: Command = {
  intent: "reset the practice cloud",
  async run({ services }) {
    await agree(
      vscode.l10n.t("Reset the practice cloud?"),
      vscode.l10n.t("Everything that you did in it is deleted. Azure is not changed."),
      vscode.l10n.t("Reset"),
    );
    await services.session.resetPractice();
  },
};
