import * as vscode from "vscode";
import { t } from "../../l10n";
import type { FleetRow } from "../../session/fleet/fleetRow";
import { vmOf } from "../../session/fleet/fleetRow";
import { isFleetNode, type FleetNode } from "../../rows/fleets/nodes";
import type { Services } from "../../services";
import { Notice, type Command } from "../run/command";
import { fleetDocument } from "./fleetScope";

/** A clicked row of the "Fleets" view with its fleet. Throws `Notice` where nothing was clicked, or it is gone. */
export function clickedRow(
  { fleets }: Services,
  clicked: unknown,
): { readonly node: FleetNode; readonly row: FleetRow } {
  if (!isFleetNode(clicked)) throw new Notice(vscode.l10n.t("Choose a row in the Fleets view first."));
  const row = fleets.get(clicked.key);
  if (row === undefined) throw new Notice(vscode.l10n.t("This fleet is no longer in the list."));
  return { node: clicked, row };
}

/** Looks at one fleet again, or at all of them, their files and tags too. */
export const refreshFleets: Command = {
  intent: "refresh the fleets",
  async run({ services }, clicked) {
    const { fleets, fleetTree } = services;
    // A file that was broken or not there, and tags, are read again too.
    if (isFleetNode(clicked) && fleets.get(clicked.key)?.fleet !== undefined)
      await fleets.lookAnew(clicked.key);
    else await fleetTree.refresh();
  },
};

export const openFleetFile: Command = {
  intent: "open the fleet's file",
  async run({ services }, clicked) {
    await vscode.window.showTextDocument(await fleetDocument(services, clicked), { preview: false });
  },
};

/** Says why VMs do not continue and what to do, or how one VM stands, in a read-only document. */
export const explainFleet: Command = {
  intent: "explain the row",
  async run({ services }, clicked) {
    const { node, row } = clickedRow(services, clicked);
    const { status } = row;
    if (status === undefined) throw new Notice(vscode.l10n.t("This fleet is not checked yet."));
    const { explainCause, explainVm } = await import("../../fleet/status/explain");
    if (node.kind === "vm") {
      const entry = vmOf(row, node.vmId);
      if (entry === undefined) return;
      const name = `fleet ${row.name} ${entry.vm.target.vmName}.md`;
      await services.texts.show(name, explainVm(status, entry, t), { language: "markdown" });
      return;
    }
    const group =
      node.kind === "group" ? status.causes.find(({ cause }) => cause.key === node.group.name) : undefined;
    if (group === undefined) throw new Notice(vscode.l10n.t("This row has nothing to explain."));
    const text = explainCause(status, group.cause, group.vms, t);
    await services.texts.show(`fleet ${row.name} cause.md`, text, { language: "markdown" });
  },
};
