import * as vscode from "vscode";
import { commandIds } from "../../ids";
import type { Services } from "../../services";
import type { FleetRow } from "../../session/fleet/fleetRow";
import { Notice } from "../run/command";

/** The only fleet that `accepts` lets through, else the one that the user picks. Throws a cancellation; `none` where there is none. */
export async function chooseFleet(
  { fleets }: Services,
  none: string,
  accepts: (row: FleetRow) => boolean = () => true,
): Promise<string> {
  await fleets.ready();
  const rows = fleets.rows.filter(accepts);
  const [only, ...more] = rows;
  if (only === undefined)
    throw new Notice(none, {
      label: vscode.l10n.t("New Fleet File…"),
      command: commandIds.newFleet,
    });
  if (more.length === 0) return only.key;
  const picks = rows.map(({ key, name, file }) => ({
    label: name,
    description:
      file === undefined
        ? vscode.l10n.t("known from its tag")
        : vscode.workspace.asRelativePath(vscode.Uri.parse(file, true)),
    key,
  }));
  const chosen = await vscode.window.showQuickPick(picks, { placeHolder: vscode.l10n.t("Which fleet?") });
  if (chosen === undefined) throw new vscode.CancellationError();
  return chosen.key;
}
