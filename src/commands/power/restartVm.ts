import * as vscode from "vscode";
import type { Command } from "../run/command";
import { powerCommand } from "./powerCommand";

export const restartVm: Command = powerCommand({
  words: {
    intent: "restart the VM",
    which: vscode.l10n.t("Which VM do you want to restart?"),
    question: vscode.l10n.t("Restart {0}?"),
    detail: vscode.l10n.t("What runs on the VM is interrupted."),
    button: vscode.l10n.t("Restart"),
    working: vscode.l10n.t("Restarting {0}…"),
  },
  accepts: ({ vm }) => vm.powerState?.toLowerCase() !== "off",
  begin: async (operations, id, options) => {
    const { beginRestart } = await import("../../arm/operations/virtualMachineOperations");
    return beginRestart(operations, id, options);
  },
});
