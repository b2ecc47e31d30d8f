import { say } from "../../l10n/sentence";
import { putRoleAssignment } from "../../arm/resources/authorization/authorization";
import type { ArmClient } from "../../arm/client";
import { armError } from "../../arm/errors";
import type { Operations } from "../../arm/operations/operation";
import { operationError, type OperationRecord } from "../../arm/operations/operationRecord";
import type { OperationProgress } from "../../arm/operations/operationWatch";
import { beginAssignRelay, beginCreateVirtualMachine } from "../../arm/operations/virtualMachineOperations";
import { requestOf, type AzureAction } from "./azureAction";

/**
 * How long Azure may be at one operation of an enrollment before we stop watching, in milliseconds. Creating a VM took two
 * minutes in recorded traffic, and a large image takes longer; two hours are far beyond both.
 */
export const longestOperationMs = 2 * 60 * 60_000;

export const slowOperationMove = say`Azure continues on its own. Check again later. If it does not finish, contact Azure support with the correlation ID.`;

/** How actions reach Azure: short ones at once, long ones as operations that another window can pick up. */
interface Sender {
  readonly client: ArmClient;
  readonly operations: Operations;
  readonly onProgress?: (progress: OperationProgress) => void;
  /** Milliseconds since 1970; the system's clock when absent. */
  readonly now?: () => number;
}

/** Sends one action and waits for its end, two hours at most. Throws `ArmError`, or an abort; after both Azure may continue. */
export async function sendAction(sender: Sender, action: AzureAction, signal: AbortSignal): Promise<void> {
  switch (action.kind) {
    case "createVm":
      return watch(
        sender,
        await beginCreateVirtualMachine(sender.operations, action.id, action.vm, { signal }),
        signal,
      );
    case "assignRelay":
      return watch(
        sender,
        await beginAssignRelay(sender.operations, action.vmId, action.relay, { signal }),
        signal,
      );
    case "assignRole":
      await putRoleAssignment(sender.client, action.assignment, signal);
      return;
    case "createIdentity":
    case "createRole":
    case "createMachine":
      await sender.client.send({ ...requestOf(action), signal });
      return;
  }
}

async function watch(
  { operations, onProgress, now = Date.now }: Sender,
  { id, correlationId }: OperationRecord,
  signal: AbortSignal,
): Promise<void> {
  const stop = new AbortController();
  const since = now();
  const outcome = await operations
    .watch(id, {
      signal: AbortSignal.any([signal, stop.signal]),
      onProgress: (progress) => {
        onProgress?.(progress);
        if (now() - since > longestOperationMs) stop.abort();
      },
    })
    .catch((error: unknown) => {
      throw stop.signal.aborted && !signal.aborted ? slow(correlationId) : error;
    });
  switch (outcome.state) {
    case "succeeded":
      return;
    case "failed":
    case "canceled":
      throw outcome.error;
    case "notStarted":
      throw outcome.record.error === undefined
        ? lost(outcome.record.correlationId)
        : operationError(outcome.record);
    case "unknown":
    case "running":
      throw lost(outcome.record.correlationId);
  }
}

function slow(correlationId: string): Error {
  return armError(
    "timeout",
    "OperationSlow",
    { correlationId },
    {
      causeText: say`Azure accepted the request. It is still in progress after two hours.`,
      nextMove: slowOperationMove,
      retryable: true,
    },
  );
}

function lost(correlationId: string): Error {
  return armError(
    "operationFailed",
    "OperationLost",
    { correlationId },
    {
      causeText: say`Azure no longer reports the result of the operation.`,
      nextMove: say`Check the step again. If it is not done, run it again.`,
      retryable: true,
    },
  );
}
