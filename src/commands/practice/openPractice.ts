import * as vscode from "vscode";
import { viewIds } from "../../ids";
import type { Command } from "../run/command";

export const openPractice: Command = {
  intent: "open the practice cloud",
  async run({ services }) {
    await services.session.enter("practice");
    await vscode.commands.executeCommand(`${viewIds.resources}.focus`);
  },
};
