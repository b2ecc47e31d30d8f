import * as vscode from "vscode";
import type { ReportButton } from "../prerequisites/report/markdown";
import type { PrerequisiteReport } from "../prerequisites/report/report";
import type { PrerequisiteSubject } from "../prerequisites/subject";
import type { TextDocuments } from "./textDocuments";

/** A report that is shown, with what it is about, so that it can be made again. */
export interface ShownReport {
  readonly subject: PrerequisiteSubject;
  readonly report: PrerequisiteReport;
  readonly markdown: string;
}

interface Kept extends ShownReport {
  readonly buttons: readonly ReportButton[];
}

/** The reports of this window as read-only Markdown documents, with their actions as buttons above the findings. */
export class PrerequisiteReports implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #texts: TextDocuments;
  readonly #kept = new Map<string, Kept>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #registration: vscode.Disposable;
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(texts: TextDocuments) {
    this.#texts = texts;
    const selector = { scheme: texts.scheme, pattern: "**/Prerequisites*.md" };
    this.#registration = vscode.languages.registerCodeLensProvider(selector, this);
  }

  get(name: string): ShownReport | undefined {
    return this.#kept.get(name);
  }

  /** The name of the report in the editor in front. */
  get active(): string | undefined {
    const uri = vscode.window.activeTextEditor?.document.uri;
    if (uri?.scheme !== this.#texts.scheme) return undefined;
    const name = uri.path.slice(1);
    return this.#kept.has(name) ? name : undefined;
  }

  /** Shows a report as `name`; another one under the same name replaces it. */
  async show(name: string, shown: ShownReport, buttons: readonly ReportButton[]): Promise<void> {
    this.#kept.set(name, { ...shown, buttons });
    await this.#texts.show(name, shown.markdown, { preview: false });
    this.#changed.fire();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const lines = document.getText().split("\n");
    const { buttons = [] } = this.#kept.get(document.uri.path.slice(1)) ?? {};
    return buttons.flatMap(({ line, title, command, argument }) => {
      const at = lines.indexOf(line);
      if (at === -1) return [];
      return [new vscode.CodeLens(new vscode.Range(at, 0, at, 0), { title, command, arguments: [argument] })];
    });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
