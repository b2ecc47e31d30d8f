import * as vscode from "vscode";
import { toArmError } from "../../arm/errors";
import { t } from "../../l10n";
import { notify } from "../../window/notification";

/** A line of a result: something to press, or something to read. */
export interface ResultLine {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** Codicon. */
  readonly icon?: string;
  /** Draws a line with this label above. */
  readonly section?: string;
  /** Absent for a line that is only read: pressed, it shows its whole text. */
  run?(): Promise<void> | void;
}

/**
 * Shows a result as a list that stays until Escape: each line that is pressed does its work, or shows the text that the list cuts
 * off, and the list comes back.
 * The result lives no longer than the list.
 */
export async function showResult(
  title: string,
  placeHolder: string,
  lines: () => readonly ResultLine[],
): Promise<void> {
  for (;;) {
    const picked = await vscode.window.showQuickPick(lines().flatMap(itemsOf), {
      title,
      placeHolder,
      ignoreFocusOut: true,
    });
    if (picked === undefined) return;
    try {
      if (picked.line?.run !== undefined) await picked.line.run();
      else if (picked.line?.detail !== undefined) await showWhole(picked.line);
    } catch (error) {
      void notify.error(t(toArmError(error).causeText));
    }
  }
}

async function showWhole({ label, description, detail = "" }: ResultLine): Promise<void> {
  const whole = [detail, description ?? ""].filter((part) => part !== "").join("\n\n");
  await vscode.window.showInformationMessage(label, { modal: true, detail: whole });
}

interface ResultItem extends vscode.QuickPickItem {
  readonly line?: ResultLine;
}

function itemsOf(line: ResultLine): ResultItem[] {
  const { label, description, detail, icon, section } = line;
  const item: ResultItem = {
    label,
    line,
    ...(description !== undefined && { description }),
    ...(detail !== undefined && { detail }),
    ...(icon !== undefined && { iconPath: new vscode.ThemeIcon(icon) }),
  };
  if (section === undefined) return [item];
  return [{ label: section, kind: vscode.QuickPickItemKind.Separator }, item];
}
