import { open } from "node:fs/promises";
import * as vscode from "vscode";
import { largestKeyInput } from "../../keys/text";
import { Notice } from "../run/command";
import { editorInFront } from "../run/editorInFront";

/** Text or bytes that may hold keys, from wherever the user has them. Rejects with a cancellation when the user declines. */
export async function askForKey(placeHolder: string): Promise<Uint8Array | string> {
  const picked = await vscode.window.showQuickPick(sources(), { placeHolder, ignoreFocusOut: true });
  if (picked === undefined) throw new vscode.CancellationError();
  return picked.read();
}

interface KeySource extends vscode.QuickPickItem {
  read(): Promise<Uint8Array | string>;
}

function sources(): KeySource[] {
  const editor = editorInFront();
  const list: KeySource[] = [
    {
      label: vscode.l10n.t("From a file…"),
      iconPath: new vscode.ThemeIcon("file"),
      read: readFile,
    },
    {
      label: vscode.l10n.t("From the clipboard"),
      iconPath: new vscode.ThemeIcon("clippy"),
      read: async () => vscode.env.clipboard.readText(),
    },
    {
      label: vscode.l10n.t("Paste it here…"),
      iconPath: new vscode.ThemeIcon("edit"),
      read: paste,
    },
  ];
  if (editor === undefined) return list;
  const { document, selection } = editor;
  const whole = selection.isEmpty;
  return [
    {
      label: whole ? vscode.l10n.t("From the open editor") : vscode.l10n.t("From the selection"),
      description: vscode.workspace.asRelativePath(document.uri),
      iconPath: new vscode.ThemeIcon("selection"),
      read: () => Promise.resolve(document.getText(whole ? undefined : selection)),
    },
    ...list,
  ];
}

async function readFile(): Promise<Uint8Array> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t("Inspect a key file"),
      openLabel: vscode.l10n.t("Inspect"),
    })) ?? [];
  if (file === undefined) throw new vscode.CancellationError();
  if (file.scheme === "file") return readStart(file.fsPath);
  return vscode.workspace.fs.readFile(file);
}

/** No key is longer than that; a disk image picked by mistake is not read whole. */
async function readStart(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size > largestKeyInput) throw new Notice(vscode.l10n.t("This file is too large to be a key."));
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** Hidden while it is pasted: somebody may look over the user's shoulder. Line feeds become blanks in an input box. */
async function paste(): Promise<string> {
  const text = await vscode.window.showInputBox({
    prompt: vscode.l10n.t("Paste the key. For a PEM with several lines, use a file or the clipboard."),
    password: true,
    ignoreFocusOut: true,
  });
  if (text === undefined) throw new vscode.CancellationError();
  return text;
}

/** `undefined` when the user declined. */
export async function askForPassphrase(wrong: boolean): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t("This key is encrypted"),
    prompt: wrong
      ? vscode.l10n.t("The passphrase is incorrect. Enter it again.")
      : vscode.l10n.t("Its passphrase"),
    password: true,
    ignoreFocusOut: true,
  });
}
