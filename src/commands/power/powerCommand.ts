import * as vscode from "vscode";
import type { Operations } from "../../arm/operations/operation";
import type { OperationRecord } from "../../arm/operations/operationRecord";
import type { BeginOptions } from "../../arm/operations/virtualMachineOperations";
import type { MachineRow } from "../../session/listing/machine";
import { operationDone } from "../../session/operations/operationTitle";
import { t } from "../../l10n";
import { hasPower } from "../../rows/machines/offers";
import { agree } from "../ask/agree";
import { Notice, type Command } from "../run/command";
import { machineTarget, type MachineTarget } from "../tree/machineTarget";
import { runOperation } from "../run/runOperation";

/** What one power command asks, says and sends. `{0}` stands for the VM's name. */
export interface PowerWords {
  readonly intent: string;
  readonly which: string;
  readonly question: string;
  readonly detail: string;
  readonly button: string;
  readonly working: string;
}

export interface PowerCommand {
  readonly words: PowerWords;
  /** Whether a VM in this state can be asked that at all. */
  readonly accepts: (row: Extract<MachineRow, { kind: "vm" }>) => boolean;
  readonly begin: (operations: Operations, id: string, options: BeginOptions) => Promise<OperationRecord>;
}

/** A command that changes a VM's power after a confirmation, as an operation that can be left. */
export function powerCommand({ words, accepts, begin }: PowerCommand): Command {
  return {
    intent: words.intent,
    async run(scope, clicked) {
      const target = await machineTarget(scope.services, clicked, {
        question: words.which,
        accepts: (row) => row.kind === "vm" && hasPower(row) && accepts(row),
      });
      if (target.kind !== "vm") throw new Notice(vscode.l10n.t("This action supports Nexus VMs only."));
      await agree(format(words.question, target), words.detail, words.button);
      const { id, name } = target;
      const { record } = await runOperation(scope, format(words.working, target), {
        name,
        begin: (operations, options) => begin(operations, id, options),
      });
      vscode.window.setStatusBarMessage(`$(check) ${t(operationDone(record))}`, 5000);
    },
  };
}

function format(text: string, { name }: MachineTarget): string {
  return text.replace("{0}", () => name);
}
