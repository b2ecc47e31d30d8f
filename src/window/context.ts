import * as vscode from "vscode";
import type { ContextKey } from "../ids";

/** Sets what the `when` clauses of `package.json` read. */
export function setContext(key: ContextKey, value: string | boolean): void {
  void vscode.commands.executeCommand("setContext", key, value);
}
