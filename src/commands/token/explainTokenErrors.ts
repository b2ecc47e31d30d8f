import * as vscode from "vscode";
import { t } from "../../l10n";
import { backOffSeconds, tokenErrors } from "../../identity/tokenErrors";
import { knownProblems } from "../../identity/knownProblems";
import type { Command } from "../run/command";
import { showResult, type ResultLine } from "../keys/resultPick";

/** What each refusal of the metadata service means, and the known problems with managed identities. */
export const explainTokenErrors: Command = {
  intent: "explain token errors",
  async run() {
    const again = vscode.l10n.t("Retry after {0} seconds.", backOffSeconds.join(", "));
    const errors = tokenErrors.map(({ title, cause, nextMove, retry }, index): ResultLine => ({
      label: t(title),
      ...(retry === "backOff" && { description: again }),
      detail: `${t(cause)} ${t(nextMove)}`,
      icon: retry === "backOff" ? "sync" : "error",
      ...(index === 0 && { section: vscode.l10n.t("Responses of the metadata service") }),
    }));
    const problems = Object.values(knownProblems).map(({ title, cause, nextMove }, index): ResultLine => ({
      label: t(title),
      detail: `${t(cause)} ${t(nextMove)}`,
      icon: "warning",
      ...(index === 0 && { section: vscode.l10n.t("Known problems with managed identities") }),
    }));
    await showResult(
      vscode.l10n.t("Why no token is returned"),
      vscode.l10n.t("Enter a status or a word of the message to find it."),
      () => [...errors, ...problems],
    );
  },
};
