import { execFile } from "node:child_process";
import * as vscode from "vscode";
import { Notice, type Command } from "../run/command";
import { userDataDocument } from "./userDataDocument";
import { notify } from "../../window/notification";

/** Asks cloud-init's own validator, where it is installed. It reads standard input, so nothing is written to disk. */
export const lintWithCloudInit: Command = {
  intent: "check with cloud-init",
  async run({ progress }, argument) {
    const document = await userDataDocument(argument);
    const answer = await progress(vscode.l10n.t("Checking with cloud-init"), ({ signal }) =>
      ask(document.getText(), signal),
    );
    if (answer.valid) {
      void notify.information(vscode.l10n.t("cloud-init found no errors."));
      return;
    }
    void notify.warning(vscode.l10n.t("cloud-init rejects this document: {0}", answer.output.slice(0, 600)));
  },
};

interface Answer {
  readonly valid: boolean;
  readonly output: string;
}

function ask(text: string, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const args = ["schema", "--config-file", "/dev/stdin"];
    const child = execFile("cloud-init", args, { signal, timeout: 30_000 }, (error, stdout, stderr) => {
      if (error?.code === "ENOENT") {
        reject(
          new Notice(
            vscode.l10n.t("cloud-init is not installed here. On Debian and Ubuntu: apt install cloud-init."),
          ),
        );
        return;
      }
      if (signal.aborted) reject(new vscode.CancellationError());
      else resolve({ valid: error === null, output: `${stdout}${stderr}`.trim() });
    });
    child.stdin?.on("error", () => undefined); // it may close before it has read everything
    child.stdin?.end(text);
  });
}
