import type { Command } from "../run/command";
import * as vscode from "vscode";
import { saveTreeGrouping } from "../../window/settings";
import { groupings, type Grouping } from "../../ids";
import { isTreeNode } from "../../rows/machines/nodes";

export const refresh: Command = {
  intent: "refresh the machines",
  run: ({ services }) => services.tree.list.reload(),
};

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

export const clearFilter: Command = {
  intent: "clear the filter",
  run({ services }) {
    services.tree.list.setFilter("");
  },
};

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

export const loadMore: Command = {
  intent: "load more machines",
  run({ services }, node) {
    if (isTreeNode(node) && node.kind === "more") services.tree.list.loadMore(node.parentId);
  },
};
