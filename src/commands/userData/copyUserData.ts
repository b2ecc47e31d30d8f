import * as vscode from "vscode";
import { Notice, type Command } from "../run/command";
import { userDataDocument } from "./userDataDocument";
import { notify } from "../../window/notification";

/** Puts the document on the clipboard as `userDataContent` takes it: base64, once, in one line. */
export const copyUserData: Command = {
  intent: "copy the user data",
  async run(_scope, argument) {
    const document = await userDataDocument(argument);
    const { encodeUserData, isEncodedAlready } = await import("../../userdata/encode");
    const text = document.getText();
    if (isEncodedAlready(text)) {
      throw new Notice(
        vscode.l10n.t(
          "This document is already base64. cloud-init cannot read a document that is encoded twice.",
        ),
      );
    }
    const { base64, size } = encodeUserData(text);
    await vscode.env.clipboard.writeText(base64);
    void notify.information(
      vscode.l10n.t("Copied the user data as base64: {0} bytes, {1} as sent.", size.decoded, size.encoded),
    );
  },
};
