import * as vscode from "vscode";
import type { Command } from "../run/command";
import { anyMachine, machineTarget } from "./machineTarget";

export const copyResourceId: Command = {
  intent: "copy the resource ID",
  async run({ services }, clicked) {
    const { id } = await machineTarget(services, clicked, anyMachine);
    await vscode.env.clipboard.writeText(id);
    vscode.window.setStatusBarMessage(vscode.l10n.t("$(check) Resource ID copied"), 3000);
  },
};
