import * as vscode from "vscode";
import { askText } from "../ask/askText";
import { back } from "../ask/questions";
import { judgeSshTarget, sshCommand } from "./sshCommand";

/** Puts a bash script as one `ssh` command into a terminal, for the user to look at and to send off with Enter. */
export async function runInTerminal(script: string, machineName: string | undefined): Promise<void> {
  const target = await askText(
    { title: vscode.l10n.t("Run over SSH"), step: 1, total: 1 },
    {
      prompt: vscode.l10n.t("The machine, in ssh format: user@host"),
      placeHolder: machineName === undefined ? "azureuser@10.0.0.4" : `azureuser@${machineName}`,
      judge: (text) => {
        const problem = judgeSshTarget(text);
        return problem === undefined ? {} : { problem };
      },
    },
  );
  if (target === back) return;
  const terminal = vscode.window.createTerminal({ name: vscode.l10n.t("Token request") });
  terminal.show();
  terminal.sendText(sshCommand(target, script), false);
}
