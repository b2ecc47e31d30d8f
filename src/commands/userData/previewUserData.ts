import * as vscode from "vscode";
import { Notice, type Command } from "../run/command";
import { userDataDocument } from "./userDataDocument";

/** Shows what cloud-init gets: a document that is base64 is decoded, any other is shown as it will arrive. */
export const previewUserData: Command = {
  intent: "preview the user data",
  async run(_scope, argument) {
    const document = await userDataDocument(argument);
    const { decodeBase64UserData, isEncodedAlready } = await import("../../userdata/encode");
    const text = document.getText();
    const decoded = isEncodedAlready(text) ? decodeBase64UserData(text) : text;
    if (decoded === undefined) throw new Notice(vscode.l10n.t("This is not base64 text."));
    const language = decoded.startsWith("#!") ? "shellscript" : "cloud-config";
    const preview = await vscode.workspace.openTextDocument({ language, content: decoded });
    await vscode.window.showTextDocument(preview, { viewColumn: vscode.ViewColumn.Beside, preview: true });
  },
};
