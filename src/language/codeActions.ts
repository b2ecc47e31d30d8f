import * as vscode from "vscode";
import type { Finding, Fix } from "../userdata/finding";
import { diagnosticSource } from "./diagnostics";
import { isUserData } from "../session/documents/userDataDocuments";
import { t } from "../l10n";
import type { Translate } from "../l10n/translate";
import { userDataTexts } from "../l10n/userData";
import type { UserDataLint } from "./lint";
import { toRange } from "./ranges";

/** Quick fixes: what a finding offers, and a comment that switches its rule off. */
export class UserDataFixes implements vscode.CodeActionProvider {
  static readonly kinds = [vscode.CodeActionKind.QuickFix];
  readonly #lint: UserDataLint;

  constructor(lint: UserDataLint) {
    this.#lint = lint;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    if (!isUserData(document)) return [];
    const [linted, inLanguage] = await Promise.all([this.#lint.of(document), userDataTexts()]);
    return (linted?.findings ?? [])
      .filter((finding) => toRange(finding.range).intersection(range) !== undefined)
      .flatMap((finding) => {
        const shown = context.diagnostics.filter((diagnostic) => belongs(diagnostic, finding));
        const fixes = (finding.fixes ?? []).map((fix) => repair(document, fix, shown, inLanguage));
        return [...fixes, switchOff(document, finding, shown)];
      });
  }
}

/** Whether a diagnostic shows a finding. */
export function belongs(diagnostic: vscode.Diagnostic, finding: Pick<Finding, "rule" | "range">): boolean {
  const { code, source } = diagnostic;
  const rule = typeof code === "object" ? code.value : code;
  return (
    source === diagnosticSource && rule === finding.rule && diagnostic.range.isEqual(toRange(finding.range))
  );
}

/** One way to repair what `shown` report. */
export function repair(
  document: vscode.TextDocument,
  fix: Fix,
  shown: vscode.Diagnostic[],
  inLanguage: Translate = t,
): vscode.CodeAction {
  const action = new vscode.CodeAction(inLanguage(fix.title), vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of fix.edits) action.edit.replace(document.uri, toRange(range), newText);
  action.diagnostics = shown;
  action.isPreferred = fix.preferred === true;
  return action;
}

/** The comment goes below the header, which must stay the first line. */
function switchOff(
  document: vscode.TextDocument,
  { rule }: Finding,
  shown: vscode.Diagnostic[],
): vscode.CodeAction {
  const title = vscode.l10n.t("Turn off “{0}” in this file", rule);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  const newline = document.eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n";
  action.edit.insert(document.uri, new vscode.Position(1, 0), `# nexus-arc-disable ${rule}${newline}`);
  action.diagnostics = shown;
  return action;
}
