import * as vscode from "vscode";
import { isFleetFile } from "../../session/fleet/fleetDocuments";
import { isFleetNode } from "../../rows/fleets/nodes";
import { Notice, type Command } from "../run/command";
import { chooseFleet } from "./chooseFleet";

/** Opens a fleet's page: of the clicked row or file, else of the active editor's file, else of one that is chosen. */
export const openFleet: Command = {
  intent: "open the fleet's page",
  async run({ services }, clicked) {
    const none = vscode.l10n.t("This workspace has no fleet file, and no VM has a fleet's tag.");
    services.fleetPanels.open(keyOf(clicked) ?? (await chooseFleet(services, none)));
  },
};

function keyOf(clicked: unknown): string | undefined {
  if (isFleetNode(clicked)) return clicked.key;
  if (clicked instanceof vscode.Uri) return clicked.toString();
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || !isFleetFile(document)) return undefined;
  // The page follows the file on the disk.
  if (document.isUntitled)
    throw new Notice(vscode.l10n.t("Save the fleet file in this workspace first, then open its page."));
  return document.uri.toString();
}
