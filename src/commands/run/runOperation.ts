import * as vscode from "vscode";
import { isAborted } from "../../arm/errors";
import type { Operations } from "../../arm/operations/operation";
import type { OperationRecord } from "../../arm/operations/operationRecord";
import type { OperationOutcome } from "../../arm/operations/operationWatch";
import type { LongAction } from "../../enrollment/actions/azureAction";
import type { BeginOptions } from "../../arm/operations/virtualMachineOperations";
import { Notice, type CommandScope, type RunningWork } from "./command";
import { unclear } from "./operationNotice";

/** One long-running operation that a command starts and waits for. */
export interface Work {
  readonly name: string;
  readonly begin: (operations: Operations, options: BeginOptions) => Promise<OperationRecord>;
  /** Azure has taken it. */
  readonly taken?: () => void;
}

/** Starts what was reviewed: the very object. */
export function begins(action: LongAction): Work["begin"] {
  return async (operations, options) => {
    const { beginAction } = await import("../../enrollment/actions/sendAction");
    return beginAction(operations, action, options);
  };
}

export type Succeeded = Extract<OperationOutcome, { state: "succeeded" }>;

/**
 * Starts an operation and waits for its end under a notification with this title; Cancel leaves it, and the Operations list continues
 * watching. Throws `ArmError` when it fails, `Notice` when it was left or nobody knows its end.
 */
export function runOperation(scope: CommandScope, title: string, work: Work): Promise<Succeeded> {
  return scope.progress(title, (running) => beginAndFollow(scope, work, running));
}

async function beginAndFollow(
  { services }: CommandScope,
  { name, begin, taken }: Work,
  { signal, report }: RunningWork,
): Promise<Succeeded> {
  const record = await services.operations
    .begin((operations) => begin(operations, { signal }))
    .catch((error: unknown) => {
      if (!isAborted(error)) throw error;
      throw new Notice(
        vscode.l10n.t("Canceled. Check under Operations whether Azure accepted the request for {0}.", name),
      );
    });
  taken?.();
  const left = vscode.l10n.t("Azure continues with {0}. Track progress under Operations.", name);
  try {
    const outcome = await services.operations.outcome(record.id, signal, ({ status, percentComplete }) => {
      const percent = percentComplete === undefined ? "" : ` (${percentComplete}%)`;
      if (status !== undefined) report(`${status}${percent}`);
    });
    switch (outcome.state) {
      case "succeeded":
        return outcome;
      case "failed":
      case "canceled":
        throw outcome.error;
      case "notStarted":
      case "unknown":
        throw new Notice(unclear({ state: outcome.state, record: outcome.record }));
      case "running":
        throw new Notice(left);
    }
  } catch (error) {
    if (!isAborted(error)) throw error;
    throw new Notice(left);
  }
}
