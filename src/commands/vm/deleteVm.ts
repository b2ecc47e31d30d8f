import * as vscode from "vscode";
import { t } from "../../l10n";
import { isDeleting } from "../../rows/machines/offers";
import { operationDone } from "../../session/operations/operationTitle";
import { agree } from "../ask/agree";
import { signedIn } from "../ask/askGroup";
import { askText } from "../ask/askText";
import { Notice, type Command } from "../run/command";
import { runOperation } from "../run/runOperation";
import { machineTarget } from "../tree/machineTarget";
import { vmDeletionDetail } from "./vmDeletion";

/** Deletes a Nexus VM once its name was typed, as an operation that can be left and that survives a reload. */
export const deleteVm: Command = {
  intent: "delete the VM",
  async run(scope, clicked) {
    const { services } = scope;
    const target = await machineTarget(services, clicked, {
      question: vscode.l10n.t("Which VM do you want to delete?"),
      accepts: (row) => row.kind === "vm" && !isDeleting(row),
    });
    if (target.kind !== "vm") throw new Notice(vscode.l10n.t("This action supports Nexus VMs only."));
    const { id: targetId, name } = target;
    const directory = signedIn(services);
    const vm = await scope.progress(vscode.l10n.t("Reading {0}…", name), ({ signal }) =>
      directory.readVm(targetId, signal),
    );
    const question = vscode.l10n.t("Delete the VM {0}?", name);
    const arc = services.tree.list.rowOfResource(targetId)?.arc;
    await agree(question, vmDeletionDetail(vm, arc, t), vscode.l10n.t("Continue…"));
    await typeName(question, name);
    const { record } = await runOperation(scope, vscode.l10n.t("Deleting {0}…", name), {
      name,
      begin: async (operations, options) => {
        const { beginDeleteVirtualMachine } = await import("../../arm/operations/virtualMachineOperations");
        return beginDeleteVirtualMachine(operations, targetId, options);
      },
    });
    vscode.window.setStatusBarMessage(`$(check) ${t(operationDone(record))}`, 5000);
  },
};

/** Rejects with a cancellation when the user declines. */
async function typeName(title: string, name: string): Promise<void> {
  await askText(
    { title, step: 1, total: 1 },
    {
      prompt: vscode.l10n.t("To delete the VM, enter its name: {0}", name),
      placeHolder: name,
      judge: (text) =>
        text === name ? {} : { problem: vscode.l10n.t("The VM is deleted only when you enter {0}.", name) },
    },
  );
}
