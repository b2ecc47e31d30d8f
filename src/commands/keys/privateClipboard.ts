import * as vscode from "vscode";

/**
 * Puts text on the clipboard; asks first when a private key is in it. `true` when it is there now.
 */
export async function copyKeyText(text: string, holds: "private" | "public"): Promise<boolean> {
  if (holds === "private" && !(await agreesToCopy())) return false;
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t("$(check) Copied"), 3000);
  return true;
}

async function agreesToCopy(): Promise<boolean> {
  const copy = vscode.l10n.t("Copy");
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t("Copy the private key to the clipboard?"),
    {
      modal: true,
      detail: vscode.l10n.t(
        "Every program in this session can read the clipboard, and some keep its history. Paste the key where it is needed, then copy something else.",
      ),
    },
    copy,
  );
  return answer === copy;
}
