import * as vscode from "vscode";
import { enrollmentName } from "../../../enrollment/record/record";
import type { Command } from "../../run/command";
import { chosenEnrollment } from "./chosen";

/** Saves a record as `*.nexus-arc.json`, for a pipeline or another machine. It holds no secret. */
export const exportEnrollment: Command = {
  intent: "export the enrollment",
  async run({ services }, clicked) {
    const { enrollment } = await chosenEnrollment(services, clicked);
    const name = `${enrollmentName(enrollment)}.nexus-arc.json`;
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const uri = await vscode.window.showSaveDialog({
      title: vscode.l10n.t("Export the enrollment"),
      // VS Code compares with the last extension only, and would append a longer one again.
      filters: { [vscode.l10n.t("Enrollment")]: ["json"] },
      ...(folder !== undefined && { defaultUri: vscode.Uri.joinPath(folder, name) }),
    });
    if (uri === undefined) throw new vscode.CancellationError();
    const { writeRecord } = await import("../../../enrollment/record/recordFile");
    await vscode.workspace.fs.writeFile(uri, Buffer.from(writeRecord(enrollment)));
    await vscode.window.showTextDocument(uri);
  },
};
