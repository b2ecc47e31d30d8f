import * as vscode from "vscode";
import type { Command } from "../run/command";

export const filter: Command = {
  intent: "filter the machines",
  async run({ services }) {
    const { list } = services.tree;
    const text = await vscode.window.showInputBox({
      title: vscode.l10n.t("Filter machines"),
      prompt: vscode.l10n.t(
        "Words from names, resource groups, subscriptions, locations, or states. Leave empty to show all.",
      ),
      placeHolder: vscode.l10n.t("for example: rg-edge disconnected"),
      value: list.status.filter,
    });
    if (text !== undefined) list.setFilter(text);
  },
};
