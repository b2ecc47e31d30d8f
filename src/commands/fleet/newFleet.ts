import * as vscode from "vscode";
import type { Command } from "../command";

/** Opens a fleet file to be filled in: every mistake that is left in it is underlined. */
export const newFleet: Command = {
  intent: "begin a fleet file",
  async run() {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const name = "fleet.nexus-fleet.yaml";
    const path = folder === undefined ? name : vscode.Uri.joinPath(folder.uri, name).path;
    const uri = vscode.Uri.from({ scheme: "untitled", path });
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document);
    if (document.getText() !== "") return;
    const { fleetTemplate } = await import("../../fleet/newFile");
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), fleetTemplate);
    });
  },
};
