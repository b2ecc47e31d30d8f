import * as vscode from "vscode";
import { saveTreeGrouping } from "../../window/settings";
import { groupings, type Grouping } from "../../ids";
import type { Command } from "../run/command";

export const changeGrouping: Command = {
  intent: "change the grouping",
  async run({ services }) {
    const { list } = services.tree;
    const labels: Readonly<Record<Grouping, string>> = {
      subscription: vscode.l10n.t("Subscription and resource group"),
      flat: vscode.l10n.t("Flat list"),
      status: vscode.l10n.t("Status"),
    };
    const items = groupings.map((grouping) => ({
      label: labels[grouping],
      iconPath: new vscode.ThemeIcon(grouping === list.grouping ? "check" : "blank"),
      grouping,
    }));
    const picked = await vscode.window.showQuickPick(items, {
      placeHolder: vscode.l10n.t("Group machines by"),
    });
    if (picked !== undefined) await saveTreeGrouping(picked.grouping);
  },
};
