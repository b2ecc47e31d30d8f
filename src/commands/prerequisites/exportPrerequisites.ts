import * as vscode from "vscode";
import { Notice, type Command } from "../run/command";
import { reportNamed } from "./checkPrerequisites";

/** Writes the report in front, or the one whose button was pressed, as Markdown or JSON, by the ending that the user gives. */
export const exportPrerequisites: Command = {
  intent: "export the report",
  async run({ services }, argument) {
    const name = reportNamed(argument) ?? services.prerequisites.active;
    const shown = name === undefined ? undefined : services.prerequisites.get(name);
    if (name === undefined || shown === undefined)
      throw new Notice(vscode.l10n.t("No report is open. Check prerequisites first."));
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const file = await vscode.window.showSaveDialog({
      title: vscode.l10n.t("Export Prerequisite Report"),
      filters: { Markdown: ["md"], JSON: ["json"] },
      ...(folder !== undefined && { defaultUri: vscode.Uri.joinPath(folder.uri, name) }),
    });
    if (file === undefined) throw new vscode.CancellationError();
    const { reportJson } = await import("../../prerequisites/report/reportJson");
    const text = file.path.toLowerCase().endsWith(".json") ? reportJson(shown.report) : shown.markdown;
    await vscode.workspace.fs.writeFile(file, Buffer.from(text));
    await vscode.window.showTextDocument(file, { preview: false });
  },
};
