import * as vscode from "vscode";
import type { Command } from "../run/command";
import { clickedOperation } from "../operations/operationNode";
import { clickedProblem } from "../account/problemNode";

export const copyCorrelationId: Command = {
  intent: "copy the correlation ID",
  async run({ services }, clicked) {
    const operation = clickedOperation(services, clicked);
    const id = clickedProblem(services, clicked)?.error.correlationId ?? operation?.correlationId;
    if (id === undefined) return;
    await vscode.env.clipboard.writeText(id);
    vscode.window.setStatusBarMessage(vscode.l10n.t("$(check) Correlation ID copied"), 3000);
  },
};
