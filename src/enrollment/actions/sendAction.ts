import { say } from "../../l10n/sentence";
import { putRoleAssignment } from "../../arm/resources/authorization/authorization";
import type { ArmClient } from "../../arm/client";
import { armError } from "../../arm/errors";
import { withSignal } from "../../arm/http/pages";
import type { Operations } from "../../arm/operations/operation";
import { operationError, type OperationRecord } from "../../arm/operations/operationRecord";
import type { OperationProgress } from "../../arm/operations/operationWatch";
import {
  beginAssignRelay,
  beginCreateVirtualMachine,
  type BeginOptions,
} from "../../arm/operations/virtualMachineOperations";
import { requestOf, type AzureAction, type LongAction, type ShortAction } from "./azureAction";

/**
 * How long Azure may be at one operation of an enrollment before we stop watching, in milliseconds. Creating a VM took two
 * minutes in recorded traffic, and a large image takes longer; two hours are far beyond both.
 */
export const maxOperationMs = 2 * 60 * 60_000;

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
  if (action.kind === "createVm" || action.kind === "assignRelay")
    await watch(sender, await beginAction(sender.operations, action, { signal }), signal);
  else await sendShortAction(sender.client, action, signal);
}

/** Starts an action that is an operation. Throws `ArmError`. */
export function beginAction(
  operations: Operations,
  action: LongAction,
  options: BeginOptions,
): Promise<OperationRecord> {
  return action.kind === "createVm"
    ? beginCreateVirtualMachine(operations, action.id, action.vm, options)
    : beginAssignRelay(operations, action.vmId, action.relay, options);
}

/** Sends an action that Azure answers at once. Resolves to its answer's body: the new resource. Throws `ArmError`. */
export async function sendShortAction(
  client: ArmClient,
  action: ShortAction,
  signal?: AbortSignal,
): Promise<unknown> {
  if (action.kind === "assignRole") return putRoleAssignment(client, action.assignment, signal);
  return (await client.send(withSignal(requestOf(action), signal))).body;
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
        if (now() - since > maxOperationMs) stop.abort();
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
