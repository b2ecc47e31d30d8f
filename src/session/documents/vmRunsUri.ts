import * as vscode from "vscode";

/** What the VM runs, as a read-only document of its own beside the user data; it lives in memory only. */
export const vmRunsScheme = "nexus-arc-runs";

/** The address of the document about `source`. */
export function vmRunsUri(source: vscode.Uri): vscode.Uri {
  const name = source.path.slice(source.path.lastIndexOf("/") + 1);
  const title = vscode.l10n.t("What the VM runs: {0}", name);
  return vscode.Uri.from({ scheme: vmRunsScheme, path: `/${title}`, query: source.toString() });
}

/** The user data that such a document is about. */
export function sourceOfVmRuns(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.parse(uri.query, true);
}
