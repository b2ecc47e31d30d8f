import * as vscode from "vscode";
import type { Command } from "../run/command";
import { anyMachine, machineTarget } from "./machineTarget";

export const viewAsJson: Command = {
  intent: "show the machine as JSON",
  async run({ services, progress }, clicked) {
    const { id, name } = await machineTarget(services, clicked, anyMachine);
    await progress(vscode.l10n.t("Reading {0}…", name), ({ signal }) => services.documents.show(id, signal));
  },
};
