import { open } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import { Notice } from "../../run/command";
import { editorInFront } from "../../run/editorInFront";

/** A text from outside, and what it is called. */
export interface SourceText {
  readonly text: string;
  readonly name: string;
}

export interface TextSource extends vscode.QuickPickItem {
  readonly read: () => Promise<SourceText>;
}

export interface TextQuestion {
  readonly placeHolder: string;
  /** Above the input box for a pasted text. */
  readonly prompt: string;
  /** Offered before the common ones. */
  readonly more?: readonly TextSource[];
}

/** Larger files are not read: no log or report that is worth reading is. */
const largestFile = 32 * 1024 * 1024;

/** A text from a file, the clipboard, the open editor or an input box. Rejects with a cancellation. */
export async function askForText({ placeHolder, prompt, more = [] }: TextQuestion): Promise<SourceText> {
  const sources = [...more, ...fromEditor(), ...common(prompt)];
  const picked = await vscode.window.showQuickPick(sources, { placeHolder, ignoreFocusOut: true });
  if (picked === undefined) throw new vscode.CancellationError();
  return picked.read();
}

function common(prompt: string): TextSource[] {
  const pasted = vscode.l10n.t("Pasted text");
  return [
    { label: vscode.l10n.t("From a file…"), iconPath: new vscode.ThemeIcon("file"), read: readFile },
    {
      label: vscode.l10n.t("From the clipboard"),
      iconPath: new vscode.ThemeIcon("clippy"),
      read: async () => ({ text: await vscode.env.clipboard.readText(), name: pasted }),
    },
    {
      label: vscode.l10n.t("Paste it here…"),
      iconPath: new vscode.ThemeIcon("edit"),
      read: async () => {
        const text = await vscode.window.showInputBox({ prompt, ignoreFocusOut: true });
        if (text === undefined) throw new vscode.CancellationError();
        return { text, name: pasted };
      },
    },
  ];
}

function fromEditor(): TextSource[] {
  const document = editorInFront()?.document;
  if (document === undefined) return [];
  const name = path.basename(document.uri.path);
  return [
    {
      label: vscode.l10n.t("From the open editor"),
      description: name,
      iconPath: new vscode.ThemeIcon("selection"),
      read: () => Promise.resolve({ text: document.getText(), name }),
    },
  ];
}

async function readFile(): Promise<SourceText> {
  const [uri] = (await vscode.window.showOpenDialog({ openLabel: vscode.l10n.t("Read") })) ?? [];
  if (uri === undefined) throw new vscode.CancellationError();
  const name = path.basename(uri.path);
  if (uri.scheme !== "file")
    return { text: Buffer.from(await vscode.workspace.fs.readFile(uri)).toString("utf8"), name };
  const file = await open(uri.fsPath);
  try {
    if ((await file.stat()).size > largestFile)
      throw new Notice(vscode.l10n.t("This file is too large to read."));
    return { text: await file.readFile("utf8"), name };
  } finally {
    await file.close();
  }
}
