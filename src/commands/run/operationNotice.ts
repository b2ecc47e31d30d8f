import * as vscode from "vscode";
import { operationDone, operationTitle } from "../../session/operations/operationTitle";
import type { OperationEnded } from "../../session/operations/operationTracker";
import { t } from "../../l10n";
import { notify } from "../../window/notification";

/** Tells of an operation that ended while nobody waited for it, such as one that an earlier window started. */
export function showOperationEnded(outcome: OperationEnded): void {
  const { record } = outcome;
  switch (outcome.state) {
    case "succeeded":
      void notify.information(t(operationDone(record)));
      return;
    case "failed":
    case "canceled":
      void notify.error(
        vscode.l10n.t(
          "{0}: {1} {2}",
          t(operationTitle(record)),
          t(outcome.error.causeText),
          t(outcome.error.nextMove),
        ),
      );
      return;
    case "notStarted":
    case "unknown":
      void notify.warning(unclear(outcome));
  }
}

/** What is to be said of an operation of which Azure shows no end. */
export function unclear({ state, record }: Pick<OperationEnded, "state" | "record">): string {
  return state === "notStarted"
    ? vscode.l10n.t(
        "{0}: Azure did not accept the request. You can start it again.",
        t(operationTitle(record)),
      )
    : vscode.l10n.t(
        "{0}: Azure no longer shows the result. To see its state, refresh the machine.",
        t(operationTitle(record)),
      );
}
