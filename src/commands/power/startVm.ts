import * as vscode from "vscode";
import type { Command } from "../run/command";
import { powerCommand } from "./powerCommand";

export const startVm: Command = powerCommand({
  words: {
    intent: "start the VM",
    which: vscode.l10n.t("Which VM do you want to start?"),
    question: vscode.l10n.t("Start {0}?"),
    detail: vscode.l10n.t("The VM boots. cloud-init does not run again."),
    button: vscode.l10n.t("Start"),
    working: vscode.l10n.t("Starting {0}…"),
  },
  accepts: ({ vm }) => vm.powerState?.toLowerCase() !== "on",
  begin: async (operations, id, options) => {
    const { beginStart } = await import("../../arm/operations/virtualMachineOperations");
    return beginStart(operations, id, options);
  },
});
