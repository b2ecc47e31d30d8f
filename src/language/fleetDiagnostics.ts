import * as vscode from "vscode";
import { inEnglish, type Translate } from "../l10n/translate";
import { userDataTexts } from "../l10n/userData";
import type { FleetFinding } from "../fleet/file/sourceLocation";
import { diagnosticSource, severityOf } from "./diagnostics";
import { isFleetFile, readFleetDocument } from "../session/fleet/fleetDocuments";
import { toRange } from "./ranges";
import { WhenQuiet } from "./whenQuiet";

/** Milliseconds of quiet after a key press before the file is read: it can stand for many VMs. */
const quiet = 300;

interface Found {
  readonly version: number;
  readonly findings: readonly FleetFinding[];
}

/** Keeps the squiggles of open fleet files, and those of the tables that they import. */
export class FleetDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection("nexusArc.fleet");
  readonly #quiet = new WhenQuiet((document) => this.#show(document));
  /** What was found in the text of an open file as it stands. */
  readonly #findings = new WeakMap<vscode.TextDocument, Found>();
  /** Tables that got diagnostics from a file. */
  readonly #tables = new Map<string, readonly vscode.Uri[]>();
  readonly #subscriptions: vscode.Disposable[];

  constructor() {
    this.#subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.#soon(document, 0);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.#soon(document, quiet);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.#quiet.drop(document);
        this.#set(document, [], inEnglish);
      }),
    ];
    for (const document of vscode.workspace.textDocuments) this.#soon(document, 0);
  }

  dispose(): void {
    this.#quiet.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#collection.dispose();
  }

  #soon(document: vscode.TextDocument, milliseconds: number): void {
    if (isFleetFile(document)) this.#quiet.ask(document, milliseconds);
  }

  async #show(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    const [{ findings }, t] = await Promise.all([readFleetDocument(document), userDataTexts()]);
    if (document.isClosed || document.version !== version) return;
    this.#findings.set(document, { version, findings });
    this.#set(document, findings, t);
  }

  /** What is shown for a file as it stands; nothing while it is being read. */
  findingsOf(document: vscode.TextDocument): readonly FleetFinding[] {
    const found = this.#findings.get(document);
    return found?.version === document.version ? found.findings : [];
  }

  #set(document: vscode.TextDocument, findings: readonly FleetFinding[], t: Translate): void {
    const { uri } = document;
    for (const table of this.#tables.get(uri.toString()) ?? []) this.#collection.delete(table);
    const byFile = new Map<string, vscode.Diagnostic[]>([["", []]]);
    for (const finding of findings) {
      const list = byFile.get(finding.file ?? "") ?? [];
      byFile.set(finding.file ?? "", list);
      list.push(toDiagnostic(finding, t));
    }
    const tables = [...byFile].flatMap(([file, diagnostics]) => {
      const target = file === "" ? uri : vscode.Uri.joinPath(uri, "..", file);
      this.#collection.set(target, diagnostics);
      return file === "" ? [] : [target];
    });
    this.#tables.set(uri.toString(), tables);
  }
}

function toDiagnostic({ rule, severity, message, range }: FleetFinding, t: Translate): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(range), t(message), severityOf[severity]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = rule;
  return diagnostic;
}
