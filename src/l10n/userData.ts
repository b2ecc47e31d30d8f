import * as vscode from "vscode";
import { t } from ".";
import type { Translate } from "./translate";

let reading: Promise<Translate> | undefined;

/**
 * `t`, which also knows what is said about user data and a VM's logs: findings, rules, failures. These are many, so the package has them in a file
 * of their own (`scripts/lib/build/textFiles.ts` writes it), which is read when one of them is first shown. English where there is none.
 */
export function userDataTexts(): Promise<Translate> {
  return (reading ??= readTexts());
}

async function readTexts(): Promise<Translate> {
  const bundle = vscode.l10n.uri;
  const language = /\.l10n\.([a-z-]+)\.json$/.exec(bundle?.path ?? "")?.[1];
  if (bundle === undefined || language === undefined) return t;
  try {
    const file = vscode.Uri.joinPath(bundle, `../../dist/l10n/userdata.${language}.br`);
    const [{ translatorOf, unpack }, bytes] = await Promise.all([
      import("./packedTexts"),
      vscode.workspace.fs.readFile(file),
    ]);
    return translatorOf(unpack(bytes), t);
  } catch {
    return t;
  }
}
