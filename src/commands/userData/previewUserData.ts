import * as vscode from "vscode";
import { Notice, type Command } from "../run/command";
import { userDataDocument } from "./userDataDocument";

/** Shows what base64 user data decodes to, as a document that is only read. Text that is not encoded arrives as it is. */
export const previewUserData: Command = {
  intent: "preview the user data",
  async run({ services }, argument) {
    const document = await userDataDocument(argument);
    const { decodeBase64UserData, isEncodedAlready } = await import("../../userdata/encode");
    const text = document.getText();
    if (!isEncodedAlready(text))
      throw new Notice(vscode.l10n.t("This document is not encoded: the VM gets it as it is shown."));
    const decoded = decodeBase64UserData(text);
    if (decoded === undefined) throw new Notice(vscode.l10n.t("This is not base64 text."));
    const language = decoded.startsWith("#!") ? "shellscript" : "cloud-config";
    await services.texts.show(`${document.uri.path.split("/").at(-1) ?? ""} decoded`, decoded, { language });
  },
};
