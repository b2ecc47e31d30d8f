import * as vscode from "vscode";
import type { Command } from "../run/command";
import { powerCommand } from "./powerCommand";

export const powerOffVm: Command = powerCommand({
  words: {
    intent: "power off the VM",
    which: vscode.l10n.t("Which VM do you want to power off?"),
    question: vscode.l10n.t("Power off {0}?"),
    detail: vscode.l10n.t(
      "The guest is asked to shut down, then the power is turned off. Everything on the VM stops.",
    ),
    button: vscode.l10n.t("Power Off"),
    working: vscode.l10n.t("Powering off {0}…"),
  },
  accepts: ({ vm }) => vm.powerState?.toLowerCase() !== "off",
  begin: async (operations, id, options) => {
    const { beginPowerOff } = await import("../../arm/operations/virtualMachineOperations");
    return beginPowerOff(operations, id, options);
  },
});
