import type * as vscode from "vscode";
import { ruleLevels, userDataLimit } from "../settings";
import type { LintResult } from "../userdata/lint";

interface Linted {
  readonly version: number;
  readonly result: LintResult;
}

/** What is known about open documents, computed once for each version and shared by all features. The linter is loaded on first use. */
export class UserDataLint {
  readonly #known = new WeakMap<vscode.TextDocument, Linted>();

  async of(document: vscode.TextDocument): Promise<LintResult> {
    const known = this.#known.get(document);
    if (known?.version === document.version) return known.result;
    const { lintUserData } = await import("../userdata/lint");
    const { version } = document;
    const result = lintUserData(document.getText(), {
      levels: ruleLevels(),
      limits: { bytes: userDataLimit() },
    });
    this.#known.set(document, { version, result });
    return result;
  }

  /** Forgets a document, so that changed settings count. */
  forget(document: vscode.TextDocument): void {
    this.#known.delete(document);
  }
}
