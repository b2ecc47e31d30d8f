import * as vscode from "vscode";
import type { Command } from "../run/command";
import { notify } from "../../window/notification";

export const signOut: Command = {
  intent: "sign out",
  async run({ services }) {
    await services.session.signOut();
    void notify.information(
      vscode.l10n.t(
        "Nexus Arc no longer uses your Azure accounts. To sign out of VS Code as well, use its Accounts menu.",
      ),
    );
  },
};
