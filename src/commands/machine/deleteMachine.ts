import * as vscode from "vscode";
import { t } from "../../l10n";
import type { Machine } from "../../arm/resources/arc/machine";
import { rowKey } from "../../session/listing/machine";
import { signedIn } from "../ask/askGroup";
import type { Command } from "../run/command";
import { KeptKeys } from "../keys/storedKeys";
import { sendOnce } from "../run/sendOnce";
import { arcMachine } from "./arcMachine";
import { deletionDetail, disconnectCommand } from "./machineDeletion";
import { notify } from "../../window/notification";

/** Deletes an Arc machine resource after a question that says what that does and does not do. */
export const deleteMachine: Command = {
  intent: "delete the Arc machine resource",
  async run(scope, clicked) {
    const { services } = scope;
    const target = await arcMachine(services, clicked);
    const directory = signedIn(services);
    const machine = await scope.progress(vscode.l10n.t("Reading {0}…", target.name), ({ signal }) =>
      directory.readArc(target.id, signal),
    );
    if ((await ask(machine)) === "copied") return;
    await sendOnce(scope, vscode.l10n.t("Deleting {0}…", machine.name), async ({ signal }) => {
      const { deleteMachine: send } = await import("../../arm/resources/arc/hybridCompute");
      await send(await directory.clientFor(machine.id), machine.id, signal);
    });
    const kept = new KeptKeys(services.secrets);
    const hadKey = (await kept.read(machine.name)) !== undefined;
    if (hadKey) await kept.erase(machine.name);
    const row = services.tree.list.rowOfResource(machine.id);
    if (row !== undefined) await services.tree.list.refreshRow(rowKey(row));
    void notify.information(
      hadKey
        ? vscode.l10n.t("{0} was deleted, and the key pair stored for it was erased.", machine.name)
        : vscode.l10n.t("{0} was deleted.", machine.name),
    );
  },
};

/** Rejects with a cancellation when the user declines. */
async function ask(machine: Machine): Promise<"delete" | "copied"> {
  const remove = vscode.l10n.t("Delete Resource");
  const copy = vscode.l10n.t("Copy Disconnect Command");
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t("Delete the Arc machine resource {0}?", machine.name),
    { modal: true, detail: deletionDetail(machine, t) },
    remove,
    copy,
  );
  if (answer === copy) {
    await vscode.env.clipboard.writeText(disconnectCommand);
    return "copied";
  }
  if (answer !== remove) throw new vscode.CancellationError();
  return "delete";
}
