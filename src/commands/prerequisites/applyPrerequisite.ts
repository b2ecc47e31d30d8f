import * as vscode from "vscode";
import { Notice, type Command } from "../command";
import { checkAndShow, reportNamed } from "./checkPrerequisites";

/** Does what a button of the report promises, after a question that shows what it sends; then checks again. */
export const applyPrerequisite: Command = {
  intent: "mend the prerequisite",
  async run(scope, argument) {
    const { services } = scope;
    const name = reportNamed(argument);
    const shown = name === undefined ? undefined : services.prerequisites.get(name);
    if (name === undefined || shown === undefined)
      throw new Notice(vscode.l10n.t("This report was not kept. Check anew."));
    const action =
      shown.report.findings[numberAt(argument, "finding")]?.actions[numberAt(argument, "action")];
    if (action === undefined) throw new Notice(vscode.l10n.t("This report has changed. Check again."));
    const { mend } = await import("./mend");
    const subject = await mend(scope, action, shown.subject);
    await checkAndShow(scope, name, subject);
  },
};

function numberAt(value: unknown, name: "finding" | "action"): number {
  const member: unknown =
    typeof value === "object" && value !== null
      ? Object.entries(value).find(([key]) => key === name)?.[1]
      : undefined;
  return typeof member === "number" ? member : -1;
}
