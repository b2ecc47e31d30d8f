import * as vscode from "vscode";

/** VS Code's language id of user data. */
export const userDataLanguage = "cloud-config";

/** What the editor features are registered for; shell scripts are looked at only when they enroll a VM. */
export const userDataSelector: vscode.DocumentSelector = [
  { language: userDataLanguage },
  { language: "shellscript" },
];

/** Whether a document is user data, or a shell script of an enrollment. */
export function isUserData(document: vscode.TextDocument): boolean {
  if (document.languageId === userDataLanguage) return true;
  return document.languageId === "shellscript" && /\bazcmagent\b|\bnetworkcloud\b/.test(document.getText());
}

/**
 * Gives cloud-config its own language where another extension took it for plain YAML, so that each mistake is shown once.
 * Done once for each document: whoever switches it back keeps it so.
 */
export function claimCloudConfig(): vscode.Disposable {
  const seen = new WeakSet<vscode.TextDocument>();
  const claim = (document: vscode.TextDocument): void => {
    if (document.languageId !== "yaml" || seen.has(document) || document.lineCount === 0) return;
    seen.add(document);
    if (!/^\ufeff?#cloud-config\s*$/.test(document.lineAt(0).text)) return;
    void vscode.languages.setTextDocumentLanguage(document, userDataLanguage);
  };
  vscode.workspace.textDocuments.forEach(claim);
  return vscode.workspace.onDidOpenTextDocument(claim);
}
