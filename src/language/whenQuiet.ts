import type * as vscode from "vscode";

/** Does a document's work once no key was pressed in it for a while. */
export class WhenQuiet implements vscode.Disposable {
  readonly #work: (document: vscode.TextDocument) => Promise<void>;
  readonly #waiting = new Map<vscode.TextDocument, NodeJS.Timeout>();

  constructor(work: (document: vscode.TextDocument) => Promise<void>) {
    this.#work = work;
  }

  /** Does the work after this many milliseconds, unless it is asked for again or dropped before. */
  ask(document: vscode.TextDocument, milliseconds: number): void {
    this.drop(document);
    const timer = setTimeout(() => {
      this.#waiting.delete(document);
      void this.#work(document);
    }, milliseconds);
    this.#waiting.set(document, timer);
  }

  drop(document: vscode.TextDocument): void {
    clearTimeout(this.#waiting.get(document));
    this.#waiting.delete(document);
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }
}
