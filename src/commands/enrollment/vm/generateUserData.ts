import * as vscode from "vscode";
import type { Command } from "../../run/command";
import { completeTarget } from "../record/blocked";
import { chosenEnrollment } from "../record/chosen";

/** Opens the VM's script of an enrollment, as it is sent with step 3 in the hands-free mode or run over SSH in the guided one. */
export const generateUserData: Command = {
  intent: "write the VM's script",
  async run({ services }, clicked) {
    const { enrollment } = await chosenEnrollment(services, clicked);
    const target = completeTarget(enrollment);
    const picked = await vscode.window.showQuickPick(formats(), {
      placeHolder: vscode.l10n.t("Choose an output format"),
    });
    if (picked === undefined) throw new vscode.CancellationError();
    const { vmScript } = await import("../../../enrollment/vmScript/vmScript");
    const content = vmScript(target, { format: picked.format, vmId: enrollment.arcVmId });
    const { language } = picked;
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language, content }));
  },
};

function formats() {
  return [
    {
      label: "bash",
      detail: vscode.l10n.t("A script that runs at first boot, and over SSH"),
      format: "bash",
      language: "shellscript",
    },
    {
      label: "cloud-config",
      detail: vscode.l10n.t("YAML that writes the script and runs it, to which you can add your own modules"),
      format: "cloud-config",
      language: "cloud-config",
    },
  ] as const;
}
