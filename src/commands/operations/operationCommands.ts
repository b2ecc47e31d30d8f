import type { Services } from "../../services";
import { isTreeNode } from "../../rows/machines/nodes";
import type { OperationRow } from "../../session/operations/operationRow";
import { type Command, Notice } from "../run/command";
import * as vscode from "vscode";

/** The operation of a clicked row. */
export function clickedOperation(services: Services, clicked: unknown): OperationRow | undefined {
  return isTreeNode(clicked) && clicked.kind === "operation"
    ? services.tree.list.operation(clicked.operationId)
    : undefined;
}

export const watchOperation: Command = {
  intent: "watch the operation",
  run({ services }, clicked) {
    const operation = clickedOperation(services, clicked);
    if (operation !== undefined) services.operations.watch(operation.id);
  },
};

/** Azure continues: an operation of Operator Nexus cannot be canceled. */
export const stopWatchingOperation: Command = {
  intent: "stop watching the operation",
  run({ services }, clicked) {
    const operation = clickedOperation(services, clicked);
    if (operation !== undefined) services.operations.stopWatching(operation.id);
  },
};

export const clearOperations: Command = {
  intent: "clear the ended operations",
  async run({ services }) {
    if ((await services.operations.clearEnded()) === 0)
      throw new Notice(vscode.l10n.t("No ended operations to clear."));
  },
};
