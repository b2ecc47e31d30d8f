import * as vscode from "vscode";
import type { Translate } from "../../l10n/translate";
import { userDataTexts } from "../../l10n/userData";
import type { Rule } from "../../userdata/rules/rule";
import { Notice, type Command } from "../run/command";

/** Shows what a rule for user data looks for, with an example: the one of a finding's link, or one that is picked. */
export const explainRule: Command = {
  intent: "explain the rule",
  async run({ services }, id) {
    const [{ rules }, { ruleText }, t] = await Promise.all([
      import("../../userdata/rules"),
      import("../../userdata/rules/ruleText"),
      userDataTexts(),
    ]);
    const rule = typeof id === "string" ? rules.find((each) => each.id === id) : await pickRule(rules, t);
    if (rule === undefined) throw new Notice(vscode.l10n.t("No rule has this name."));
    const file = await services.texts.render(`${rule.id}.md`, ruleText(rule, 1, t));
    await vscode.commands.executeCommand("markdown.showPreview", file);
  },
};

async function pickRule(rules: readonly Rule[], t: Translate): Promise<Rule> {
  const picked = await vscode.window.showQuickPick(
    rules.map((rule) => ({ label: rule.id, detail: t(rule.title), description: t(rule.severity), rule })),
    { placeHolder: vscode.l10n.t("Which rule?"), matchOnDetail: true },
  );
  if (picked === undefined) throw new vscode.CancellationError();
  return picked.rule;
}
