import * as vscode from "vscode";
import { portalLink } from "../../arm/cloud";
import { mainResource, rowKey } from "../../session/listing/machine";
import { signedIn } from "../ask/askGroup";
import { Notice, type Command } from "../run/command";
import { clickedRow } from "./fleetRows";

/** Shows a fleet's VM among the machines; where they do not list it, in the portal, or as JSON where the cloud has none. */
export const openFleetVm: Command = {
  intent: "open the VM",
  async run({ services }, clicked) {
    const { node } = clickedRow(services, clicked);
    if (node.kind !== "vm" && node.kind !== "stranger")
      throw new Notice(vscode.l10n.t("Choose a VM in the Fleets view first."));
    const { list } = services.tree;
    await list.ready();
    // The list was read before the fleet was deployed.
    if (list.rowOfResource(node.vmId) === undefined) await list.reload();
    const machine = list.rowOfResource(node.vmId);
    if (machine !== undefined) {
      try {
        await services.tree.reveal(rowKey(machine));
        return;
      } catch {
        // A filter hides it, or it stands further down than the list has drawn.
        await services.documents.show(mainResource(machine).id);
        return;
      }
    }
    const directory = signedIn(services);
    const { cloud } = directory.client;
    const link =
      cloud.name === "practice" ? undefined : portalLink(cloud, node.vmId, directory.tenantOf(node.vmId));
    if (link === undefined) await services.documents.show(node.vmId);
    else await vscode.env.openExternal(vscode.Uri.parse(link, true));
  },
};
