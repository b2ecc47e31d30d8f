import * as vscode from "vscode";

/** The text editor that the user has in front. A panel such as Output counts as one for VS Code, but nobody means it. */
export function editorInFront(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.uri.scheme === "output" ? undefined : editor;
}
