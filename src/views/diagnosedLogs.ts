import * as vscode from "vscode";
import type { Diagnosis } from "../enrollment/diagnose/diagnose";
import { commandIds } from "../ids";
import type { Translate } from "../l10n/translate";
import { userDataTexts } from "../l10n/userData";

/** A log, and the known failures in it. */
export interface DiagnosedLog {
  readonly name: string;
  readonly text: string;
  readonly findings: readonly Diagnosis[];
  /** The enrollment whose VM wrote it, where that is known. */
  readonly enrollmentId?: string;
}

const scheme = "nexus-arc-log";

/**
 * Logs as read-only documents, with each known failure marked in place and its step above the line. Logs may hold anything:
 * they are kept in memory only, and are gone after a reload.
 */
export class DiagnosedLogs
  implements vscode.TextDocumentContentProvider, vscode.CodeLensProvider, vscode.Disposable
{
  readonly #logs = new Map<string, DiagnosedLog>();
  readonly #marks = vscode.languages.createDiagnosticCollection("nexus-arc-log");
  readonly #registrations: readonly vscode.Disposable[];
  #count = 0;

  constructor() {
    this.#registrations = [
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.languages.registerCodeLensProvider({ scheme }, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme !== scheme) return;
        this.#logs.delete(uri.toString());
        this.#marks.delete(uri);
      }),
    ];
  }

  async show(log: DiagnosedLog): Promise<void> {
    this.#count += 1;
    const uri = vscode.Uri.from({ scheme, path: `/${this.#count}/${log.name}` });
    this.#logs.set(uri.toString(), log);
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document);
    const t = await userDataTexts();
    this.#marks.set(
      uri,
      log.findings.map((finding) => markOf(finding, t)),
    );
    const [first] = log.findings;
    if (first !== undefined) editor.revealRange(rangeOf(first), vscode.TextEditorRevealType.InCenter);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.#logs.get(uri.toString())?.text ??
      vscode.l10n.t("This log was only in memory. To see it again, run “Nexus Arc: Diagnose…”.")
    );
  }

  async provideCodeLenses({ uri }: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const [{ stepOf }, t] = await Promise.all([import("../enrollment/steps"), userDataTexts()]);
    const log = this.#logs.get(uri.toString());
    return (log?.findings ?? []).map(
      (finding) =>
        new vscode.CodeLens(rangeOf(finding), {
          title: vscode.l10n.t("Step {0}: {1}", finding.step, t(stepOf(finding.step).title)),
          tooltip: t(finding.fix),
          command: commandIds.showStep,
          arguments: [finding.step, log?.enrollmentId],
        }),
    );
  }

  dispose(): void {
    for (const registration of this.#registrations) registration.dispose();
    this.#marks.dispose();
    this.#logs.clear();
  }
}

function markOf(finding: Diagnosis, t: Translate): vscode.Diagnostic {
  const mark = new vscode.Diagnostic(
    rangeOf(finding),
    `${t(finding.cause)} ${t(finding.fix)}`,
    vscode.DiagnosticSeverity.Error,
  );
  mark.source = vscode.l10n.t("Nexus Arc, step {0}", finding.step);
  mark.code = finding.id;
  return mark;
}

function rangeOf({ line, start, end }: Diagnosis): vscode.Range {
  return new vscode.Range(line, start, line, end);
}
