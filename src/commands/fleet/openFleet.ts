import * as vscode from "vscode";
import { isFleetFile } from "../../language/fleetDocuments";
import type { Services } from "../../services";
import { isFleetNode } from "../../views/fleets/nodes";
import { Notice, type Command } from "../command";

/** Opens a fleet's page: of the clicked row or file, else of the active editor's file, else of one that is chosen. */
export const openFleet: Command = {
  intent: "open the fleet's page",
  async run({ services }, clicked) {
    const key = keyOf(clicked) ?? (await chooseFleet(services));
    if (key !== undefined) services.fleetPanels.open(key);
  },
};

function keyOf(clicked: unknown): string | undefined {
  if (isFleetNode(clicked)) return clicked.key;
  if (clicked instanceof vscode.Uri) return clicked.toString();
  const document = vscode.window.activeTextEditor?.document;
  return document !== undefined && isFleetFile(document) ? document.uri.toString() : undefined;
}

async function chooseFleet({ fleets }: Services): Promise<string | undefined> {
  await fleets.ready();
  const { rows } = fleets;
  if (rows.length === 0)
    throw new Notice(vscode.l10n.t("This workspace has no fleet file, and no VM carries a fleet's tag."));
  if (rows.length === 1) return rows[0]?.key;
  const picks = rows.map(({ key, name, file }) => ({
    label: name,
    description:
      file === undefined
        ? vscode.l10n.t("known by its tag")
        : vscode.workspace.asRelativePath(vscode.Uri.parse(file, true)),
    key,
  }));
  const chosen = await vscode.window.showQuickPick(picks, { title: vscode.l10n.t("Open Fleet Page") });
  if (chosen === undefined) throw new vscode.CancellationError();
  return chosen.key;
}
