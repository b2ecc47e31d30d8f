import * as vscode from "vscode";
import { commandIds } from "./ids";

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Nexus Arc", { log: true });
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand(commandIds.showLog, () => {
      log.show();
    }),
  );
}
