import * as vscode from "vscode";
import { signIn as signInNow } from "../../session/account/signIn";
import type { Command } from "../run/command";

export const signIn: Command = {
  intent: "sign in to Azure",
  run: ({ services, progress }) =>
    progress(vscode.l10n.t("Signing in to Azure…"), ({ signal }) => signInNow(services.session, signal)),
};
