import type * as vscode from "vscode";
import { ruleLevels, userDataLimit } from "../window/settings";
import type { LintResult } from "../userdata/lintWith";
import { finishByTurns } from "../userdata/slices";

interface Linted {
  readonly version: number;
  /** Undefined where the text changed before its end was reached. */
  readonly result: Promise<LintResult | undefined>;
}

/** Milliseconds of work after which others get their turn. */
const sliceLength = 10;

/** What is known about open documents, computed once for each version and shared by all features. The linter is loaded on first use. */
export class UserDataLint {
  readonly #known = new WeakMap<vscode.TextDocument, Linted>();

  /** Undefined where the document changed meanwhile: whoever asked will ask again. */
  of(document: vscode.TextDocument): Promise<LintResult | undefined> {
    const known = this.#known.get(document);
    const { version } = document;
    if (known?.version === version) return known.result;
    const linted: Linted = {
      version,
      result: this.#lint(document, () => this.#known.get(document) !== linted),
    };
    this.#known.set(document, linted);
    return linted.result;
  }

  /** Forgets a document, so that changed settings count. */
  forget(document: vscode.TextDocument): void {
    this.#known.delete(document);
  }

  async #lint(document: vscode.TextDocument, isStale: () => boolean): Promise<LintResult | undefined> {
    const { lintInSlices } = await import("../userdata/lintInSlices");
    if (isStale()) return undefined;
    const limits = { bytes: userDataLimit() };
    const options = { levels: ruleLevels(), limits, fileName: document.uri.path };
    return finishByTurns(lintInSlices(document.getText(), options), sliceLength, isStale);
  }
}
