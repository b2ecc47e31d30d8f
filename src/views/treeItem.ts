import * as vscode from "vscode";
import { commandIds } from "../ids";
import type { TreeNode } from "../rows/machines/nodes";
import type { Presentation } from "../rows/machines/presentation/presentation";

const states = {
  no: vscode.TreeItemCollapsibleState.None,
  closed: vscode.TreeItemCollapsibleState.Collapsed,
  open: vscode.TreeItemCollapsibleState.Expanded,
} as const;

/** The row that VS Code paints for a node. Its tooltip comes later, when the mouse rests on it. */
export function treeItem(node: TreeNode, presentation: Presentation): vscode.TreeItem {
  // VS Code remembers by id what was folded; a filter opens its groups whatever was folded before.
  const item = treeItemOf(presentation.opens === "open" ? `${node.id} (open)` : node.id, presentation);
  if (node.kind === "more") {
    item.command = { command: commandIds.loadMore, title: presentation.label, arguments: [node] };
  }
  return item;
}

/** A row of any tree; `id` is its own in that tree. */
export function treeItemOf(id: string, presentation: Presentation): vscode.TreeItem {
  const { label, description, look, spoken, context, opens } = presentation;
  const item = new vscode.TreeItem(label, states[opens]);
  item.id = id;
  item.contextValue = context;
  item.accessibilityInformation = { label: spoken };
  if (description !== undefined) item.description = description;
  if (look !== undefined) {
    const color = look.color === undefined ? undefined : new vscode.ThemeColor(look.color);
    item.iconPath = new vscode.ThemeIcon(look.icon, color);
  }
  return item;
}

/** Markdown that runs no command and holds no HTML; the icons are ours, every name in it is escaped. */
export function tooltipOf(markdown: string): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString(markdown, true);
  tooltip.isTrusted = false;
  tooltip.supportHtml = false;
  return tooltip;
}
