import * as vscode from "vscode";
import { withoutLinks } from "../markdown";

type Ask = (text: string, ...buttons: readonly string[]) => Thenable<string | undefined>;

/** The one door to notifications that are no dialogs: what they say may come from Azure or from a file, so it makes no link. */
export const notify: Readonly<Record<"information" | "warning" | "error", Ask>> = {
  information: (text, ...buttons) => vscode.window.showInformationMessage(withoutLinks(text), ...buttons),
  warning: (text, ...buttons) => vscode.window.showWarningMessage(withoutLinks(text), ...buttons),
  error: (text, ...buttons) => vscode.window.showErrorMessage(withoutLinks(text), ...buttons),
};
