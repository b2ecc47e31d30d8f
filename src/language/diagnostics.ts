import * as vscode from "vscode";
import { commandIds } from "../ids";
import type { Translate } from "../l10n/translate";
import { userDataTexts } from "../l10n/userData";
import type { Finding } from "../userdata/finding";
import { isUserData } from "../session/documents/userDataDocuments";
import type { UserDataLint } from "./lint";
import { toRange } from "./ranges";
import { WhenQuiet } from "./whenQuiet";

/** Milliseconds of quiet after a key press before the text is looked at. */
const quiet = 120;

export const diagnosticSource = "Nexus Arc";

/** Keeps the squiggles of open user data as they should be. */
export class UserDataDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection("nexusArc.userData");
  readonly #quiet = new WhenQuiet((document) => this.#show(document));
  readonly #lint: UserDataLint;
  readonly #subscriptions: vscode.Disposable[];

  constructor(lint: UserDataLint) {
    this.#lint = lint;
    this.#subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.#soon(document, 0);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.#soon(document, quiet);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.#quiet.drop(document);
        this.#collection.delete(document.uri);
      }),
    ];
    this.refresh();
  }

  /** Looks at every open document again. */
  refresh(): void {
    for (const document of vscode.workspace.textDocuments) {
      this.#lint.forget(document);
      this.#soon(document, 0);
    }
  }

  dispose(): void {
    this.#quiet.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#collection.dispose();
  }

  #soon(document: vscode.TextDocument, milliseconds: number): void {
    if (isUserData(document)) {
      this.#quiet.ask(document, milliseconds);
      return;
    }
    this.#quiet.drop(document);
    this.#collection.delete(document.uri);
  }

  async #show(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    const [linted, t] = await Promise.all([this.#lint.of(document), userDataTexts()]);
    if (linted === undefined || document.isClosed || document.version !== version) return;
    this.#collection.set(
      document.uri,
      linted.findings.map((finding) => toDiagnostic(finding, document.uri, t)),
    );
  }
}

/** VS Code's word for each severity of a finding. */
export const severityOf = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
} as const;

const tagOf = {
  deprecated: vscode.DiagnosticTag.Deprecated,
  unnecessary: vscode.DiagnosticTag.Unnecessary,
} as const;

/** With a link to the explanation: a page of others has an address, a rule of ours a command. */
function codeOf({ rule, docs }: Finding): NonNullable<vscode.Diagnostic["code"]> {
  if (docs === undefined) return rule;
  if (URL.canParse(docs)) return { value: rule, target: vscode.Uri.parse(docs, true) };
  const target = { scheme: "command", path: commandIds.explainRule, query: JSON.stringify([rule]) };
  return { value: rule, target: vscode.Uri.from(target) };
}

function toDiagnostic(finding: Finding, uri: vscode.Uri, t: Translate): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    toRange(finding.range),
    t(finding.message),
    severityOf[finding.severity],
  );
  diagnostic.source = diagnosticSource;
  diagnostic.code = codeOf(finding);
  if (finding.tag !== undefined) diagnostic.tags = [tagOf[finding.tag]];
  if (finding.related !== undefined) {
    diagnostic.relatedInformation = finding.related.map(
      ({ range, message }) =>
        new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, toRange(range)), t(message)),
    );
  }
  return diagnostic;
}
