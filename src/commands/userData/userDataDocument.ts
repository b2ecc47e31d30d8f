import * as vscode from "vscode";
import { isUserData } from "../../session/documents/userDataDocuments";
import { Notice, type Command } from "../run/command";
import { vmRunsUri } from "../../session/documents/vmRunsUri";

/** The user data that a command is about: the document of its code lens, else the active editor's. Throws `Notice`. */
export async function userDataDocument(argument: unknown): Promise<vscode.TextDocument> {
  if (argument instanceof vscode.Uri) return vscode.workspace.openTextDocument(argument);
  const document = vscode.window.activeTextEditor?.document;
  if (document !== undefined && isUserData(document)) return document;
  throw new Notice(vscode.l10n.t("Open a cloud-config or an enrollment script first."));
}

/** Opens what the VM makes of the user data, beside it. */
export const showVmRuns: Command = {
  intent: "show what the VM runs",
  async run(_scope, argument) {
    const source = await userDataDocument(argument);
    const shown = await vscode.workspace.openTextDocument(vmRunsUri(source.uri));
    await vscode.window.showTextDocument(shown, { viewColumn: vscode.ViewColumn.Beside, preview: true });
  },
};
