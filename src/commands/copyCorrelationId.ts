import * as vscode from "vscode";
import { isTreeNode } from "../views/tree/nodes";
import type { Command } from "./command";
import { clickedProblem } from "./problemNode";

export const copyCorrelationId: Command = {
  intent: "copy the correlation ID",
  async run({ services }, clicked) {
    const operation =
      isTreeNode(clicked) && clicked.kind === "operation"
        ? services.tree.list.operation(clicked.operationId)
        : undefined;
    const id = clickedProblem(services, clicked)?.error.correlationId ?? operation?.correlationId;
    if (id === undefined) return;
    await vscode.env.clipboard.writeText(id);
    vscode.window.setStatusBarMessage(vscode.l10n.t("$(check) Correlation ID copied"), 3000);
  },
};
