import * as vscode from "vscode";
import { Notice } from "../run/command";

/**
 * Asks for a file and writes key text to it, readable by its owner only. Throws when the file exists: a key file is
 * never overwritten. `undefined` when the user declined.
 */
export async function saveKeyText(text: string, suggestedName: string): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t("Save the key to a new file"),
    saveLabel: vscode.l10n.t("Save"),
    ...(folder !== undefined && { defaultUri: vscode.Uri.joinPath(folder, suggestedName) }),
  });
  if (target === undefined) return undefined;
  if (target.scheme !== "file") {
    throw new Notice(
      vscode.l10n.t("A key can be saved only to a disk, where its file can be readable by you alone."),
    );
  }
  const { saveKeyFile } = await import("../../keys/save");
  await saveKeyFile(target.fsPath, text);
  return target;
}
