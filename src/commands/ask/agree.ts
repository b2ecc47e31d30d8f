import * as vscode from "vscode";

/** Asks in a dialog before something that cannot be taken back. Rejects with a cancellation unless the user presses `button`. */
export async function agree(question: string, detail: string, button: string): Promise<void> {
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, button);
  if (answer !== button) throw new vscode.CancellationError();
}
