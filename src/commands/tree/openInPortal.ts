import * as vscode from "vscode";
import { portalLink } from "../../arm/cloud";
import { Notice, type Command } from "../run/command";
import { anyMachine, machineTarget } from "./machineTarget";

export const openInPortal: Command = {
  intent: "open the machine in the Azure portal",
  async run({ services }, clicked) {
    const { id } = await machineTarget(services, clicked, anyMachine);
    const { directory } = services.session;
    if (directory === undefined) return;
    const { cloud } = directory.client;
    const link = cloud.name === "practice" ? undefined : portalLink(cloud, id, directory.tenantOf(id));
    if (link === undefined) throw new Notice(vscode.l10n.t("{0} has no portal.", cloud.displayName));
    await vscode.env.openExternal(vscode.Uri.parse(link, true));
  },
};
