import * as vscode from "vscode";
import { commandIds } from "../ids";
import { isUserData } from "../session/documents/userDataDocuments";

/** Above the first line: what can be done with the whole document. */
export const userDataLens: vscode.CodeLensProvider = {
  async provideCodeLenses(document) {
    if (!isUserData(document)) return [];
    const { isEncodedAlready } = await import("../userdata/encode");
    const top = new vscode.Range(0, 0, 0, 0);
    const lens = (title: string, command: string): vscode.CodeLens =>
      new vscode.CodeLens(top, { title, command, arguments: [document.uri] });
    return [
      lens(vscode.l10n.t("Copy as base64"), commandIds.copyUserData),
      ...(isEncodedAlready(document.getText())
        ? [lens(vscode.l10n.t("Preview decoded"), commandIds.previewUserData)]
        : []),
      lens(vscode.l10n.t("Show what the VM runs"), commandIds.showVmRuns),
      lens(vscode.l10n.t("Lint with cloud-init"), commandIds.lintWithCloudInit),
    ];
  },
};
