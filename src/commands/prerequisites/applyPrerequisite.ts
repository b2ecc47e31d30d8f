import * as vscode from "vscode";
import { Notice, type Command } from "../run/command";
import { checkAndShow, reportNamed } from "./checkPrerequisites";

/** Does what a button of the report promises, after a question that shows what it sends; then checks again. */
export const applyPrerequisite: Command = {
  intent: "fix the prerequisite",
  async run(scope, argument) {
    const { services } = scope;
    const name = reportNamed(argument);
    const shown = name === undefined ? undefined : services.prerequisites.get(name);
    if (name === undefined || shown === undefined)
      throw new Notice(vscode.l10n.t("This report was not saved. Check again."));
    const wanted = textAt(argument, "action");
    const action = shown.report.findings
      .find(({ id }) => id === textAt(argument, "finding"))
      ?.actions.find(({ kind }) => kind === wanted);
    if (action === undefined) throw new Notice(vscode.l10n.t("This report has changed. Check again."));
    const { mend } = await import("./mend");
    const subject = await mend(scope, action, shown.subject);
    await checkAndShow(scope, name, subject);
  },
};

function textAt(value: unknown, name: "finding" | "action"): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const member: unknown = new Map<string, unknown>(Object.entries(value)).get(name);
  return typeof member === "string" ? member : undefined;
}
