import * as vscode from "vscode";
import { Notice, type Command } from "../run/command";
import { askCloudInit } from "./cloudInitSchema";
import { userDataDocument } from "./userDataDocument";
import { notify } from "../../window/notification";

/** Asks cloud-init's own validator, where it is installed. */
export const lintWithCloudInit: Command = {
  intent: "check with cloud-init",
  async run({ progress }, argument) {
    const document = await userDataDocument(argument);
    const verdict = await progress(vscode.l10n.t("Checking with cloud-init"), ({ signal }) =>
      askCloudInit(document.getText(), signal),
    );
    switch (verdict.kind) {
      case "valid":
        void notify.information(vscode.l10n.t("cloud-init found no errors."));
        return;
      case "rejected":
        void notify.warning(
          vscode.l10n.t("cloud-init rejects this document: {0}", verdict.problems.slice(0, 600)),
        );
        return;
      case "notInstalled":
        throw new Notice(
          vscode.l10n.t("cloud-init is not installed here. On Debian and Ubuntu: apt install cloud-init."),
        );
      case "failed":
        throw new Notice(
          vscode.l10n.t("cloud-init could not check this document: {0}", verdict.reason.slice(0, 600)),
        );
    }
  },
};
