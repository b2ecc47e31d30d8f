import * as vscode from "vscode";
import { Notice, type Command } from "../run/command";

export const clearOperations: Command = {
  intent: "clear the ended operations",
  async run({ services }) {
    if ((await services.operations.clearEnded()) === 0)
      throw new Notice(vscode.l10n.t("No ended operations to clear."));
  },
};
