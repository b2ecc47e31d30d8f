import * as vscode from "vscode";
import { viewIds } from "../../ids";
import type { Command } from "../run/command";
import { agree } from "../ask/agree";

export const openPractice: Command = {
  intent: "open the practice cloud",
  async run({ services }) {
    await services.session.enter("practice");
    await vscode.commands.executeCommand(`${viewIds.resources}.focus`);
  },
};

export const leavePractice: Command = {
  intent: "leave the practice cloud",
  run: ({ services }) => services.session.enter("signedOut"),
};

export const resetPractice: Command = {
  intent: "reset the practice cloud",
  async run({ services }) {
    await agree(
      vscode.l10n.t("Reset the practice cloud?"),
      vscode.l10n.t("Everything that you did in it is deleted. Azure is not changed."),
      vscode.l10n.t("Reset"),
    );
    await services.session.resetPractice();
  },
};
