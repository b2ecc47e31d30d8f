import * as vscode from "vscode";
import { vmRunsUri } from "../../session/documents/vmRunsUri";
import type { Command } from "../run/command";
import { userDataDocument } from "./userDataDocument";

/** Opens what the VM makes of the user data, beside it. */
export const showVmRuns: Command = {
  intent: "show what the VM runs",
  async run(_scope, argument) {
    const source = await userDataDocument(argument);
    const shown = await vscode.workspace.openTextDocument(vmRunsUri(source.uri));
    await vscode.window.showTextDocument(shown, { viewColumn: vscode.ViewColumn.Beside, preview: true });
  },
};
