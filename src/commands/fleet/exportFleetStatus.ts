import * as vscode from "vscode";
import { t } from "../../l10n";
import { untilAborted } from "../../arm/async/untilAborted";
import { Notice, type Command } from "../run/command";
import { clickedRow } from "./fleetRows";

/** Writes how a fleet stands as CSV or Markdown, by the ending that the user gives; `format` is the one that is offered first. */
export const exportFleetStatus: Command = {
  intent: "export the status of the fleet",
  async run({ services, progress }, clicked, format) {
    const { row } = clickedRow(services, clicked);
    await progress(vscode.l10n.t("Checking fleet {0}…", row.name), ({ signal }) =>
      untilAborted(services.fleets.look(row.key), signal),
    );
    const status = services.fleets.get(row.key)?.status;
    if (status === undefined) throw new Notice(vscode.l10n.t("This fleet is not checked yet."));
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const isMarkdownFirst = format === "md";
    const csv = { CSV: ["csv"] };
    const markdown = { Markdown: ["md"] };
    const ending = isMarkdownFirst ? "md" : "csv";
    const file = await vscode.window.showSaveDialog({
      title: vscode.l10n.t("Export Fleet Status"),
      filters: isMarkdownFirst ? { ...markdown, ...csv } : { ...csv, ...markdown },
      ...(folder !== undefined && {
        defaultUri: vscode.Uri.joinPath(folder.uri, `${row.name}-status.${ending}`),
      }),
    });
    if (file === undefined) throw new vscode.CancellationError();
    const { statusAsCsv, statusAsMarkdown } = await import("../../fleet/status/exportStatus");
    const isMarkdown = file.path.toLowerCase().endsWith(".md");
    const text = isMarkdown ? statusAsMarkdown(row.name, status, t) : statusAsCsv(status);
    await vscode.workspace.fs.writeFile(file, Buffer.from(text));
    await vscode.window.showTextDocument(file, { preview: false });
  },
};
