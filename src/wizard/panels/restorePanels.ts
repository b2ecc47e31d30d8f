import * as vscode from "vscode";
import type { OpenPanel } from "./openPanels";

/** Where a panel is made. */
export interface PanelPosition {
  readonly viewColumn: vscode.ViewColumn;
  readonly preserveFocus?: boolean;
}

/** Panels of an extension host that has ended get no response: they are closed, and `create` puts others in their places. */
export async function restorePanels(
  type: string,
  left: ReadonlyMap<string, OpenPanel>,
  create: (subject: string, wizardState: PanelPosition) => void,
): Promise<void> {
  const titles = new Set([...left.values()].map(({ title }) => title));
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter((tab) => isTabOf(type, tab) && titles.has(tab.label));
  const hadFocus = tabs.some(({ isActive, group }) => isActive && group.isActive);
  if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, !hadFocus);
  for (const [subject, { column }] of left)
    create(subject, { viewColumn: columnOf(column), preserveFocus: !hadFocus });
}

/** VS Code puts a word of its own before the type of a panel. */
function isTabOf(type: string, { input }: vscode.Tab): boolean {
  return input instanceof vscode.TabInputWebview && input.viewType.endsWith(type);
}

/** VS Code has nine columns. */
function columnOf(number: number): vscode.ViewColumn {
  const { Active, One, Two, Three, Four, Five, Six, Seven, Eight, Nine } = vscode.ViewColumn;
  return [One, Two, Three, Four, Five, Six, Seven, Eight, Nine][number - 1] ?? Active;
}
