import * as vscode from "vscode";
import { extensionId, walkthroughId } from "../../ids";
import type { Command } from "../run/command";

/** Shows the walkthrough of the extension, which VS Code lists under Welcome. */
export const openWalkthrough: Command = {
  intent: "open the walkthrough",
  async run() {
    await vscode.commands.executeCommand(
      "workbench.action.openWalkthrough",
      `${extensionId}#${walkthroughId}`,
    );
  },
};
