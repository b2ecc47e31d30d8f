import * as vscode from "vscode";
import { signIn as signInNow } from "../../session/account/signIn";
import type { Command } from "../run/command";
import { notify } from "../../window/notification";

export const signIn: Command = {
  intent: "sign in to Azure",
  run: ({ services, progress }) =>
    progress(vscode.l10n.t("Signing in to Azure…"), ({ signal }) => signInNow(services.session, signal)),
};

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
