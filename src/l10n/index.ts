import * as vscode from "vscode";
import { knowingSentences } from "./sentences";
import type { Translate } from "./translate";

let inLanguage: Translate | undefined;

/** `vscode.l10n.t`, which also translates the English sentences of the pure modules. They are read when it is first used. */
export const t: Translate = (text, ...values) => {
  inLanguage ??= knowingSentences(vscode.l10n.t, Object.keys(vscode.l10n.bundle ?? {}));
  return inLanguage(text, ...values);
};
