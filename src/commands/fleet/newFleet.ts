import * as vscode from "vscode";
import type { Command } from "../run/command";
import { askFleetSite } from "./fleetSite";

/** Opens a fleet file to start with: filled in as far as Azure tells, where somebody is signed in; the rest is underlined. */
export const newFleet: Command = {
  intent: "start a fleet file",
  async run(scope) {
    const site = scope.services.session.directory === undefined ? {} : await askFleetSite(scope);
    const document = await vscode.workspace.openTextDocument(await freeName());
    const editor = await vscode.window.showTextDocument(document);
    if (document.getText() !== "") return;
    const { newFleetFile } = await import("../../fleet/file/newFile");
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), newFleetFile(site));
    });
  },
};

/** In the workspace's first folder, so that the view finds it once it is saved. */
async function freeName(): Promise<vscode.Uri> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const taken = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.path));
  for (const found of await vscode.workspace.findFiles("*.nexus-fleet.yaml")) taken.add(found.path);
  for (let number = 1; ; number += 1) {
    const name = `fleet${number === 1 ? "" : String(number)}.nexus-fleet.yaml`;
    const path = folder === undefined ? name : vscode.Uri.joinPath(folder.uri, name).path;
    if (!taken.has(path)) return vscode.Uri.from({ scheme: "untitled", path });
  }
}
