import { randomUUID } from "node:crypto";
import { say } from "../../l10n/sentence";
import { type ArmClient, type ArmRequest, type ArmResponse, inTenant } from "../client";
import { systemClock, type Clock } from "../clock";
import type { ArmError } from "../errors";
import { armError, toArmError } from "../errors";
import { followOf } from "./operationAnswer";
import { findEvidence, traceWindowMs } from "./operationEvidence";
import { traitsOf, type OperationKind } from "./operationKind";
import {
  acceptOperation,
  endOperation,
  intendOperation,
  operationKey,
  type IntendedOperation,
  type OperationRecord,
} from "./operationRecord";
import type { OperationStore } from "./operationStore";
import { withSignal } from "../http/pages";
import { createWatcher, type OperationOutcome, type WatchOptions } from "./operationWatch";

/** Work to be started. */
export interface OperationSpec {
  readonly kind: OperationKind;
  /** ARM ID of what is worked on. */
  readonly targetId: string;
  /** Of the target, for its final GET. */
  readonly apiVersion: string;
  readonly request: ArmRequest;
}

export interface OperationsOptions {
  readonly client: ArmClient;
  readonly store: OperationStore;
  readonly clock?: Clock;
  /** UUIDs for operations. */
  readonly newId?: () => string;
}

/** Long-running operations that outlive the window which started them. */
export interface Operations {
  /**
   * Starts the work, and resolves as soon as ARM has taken it and that is saved; the record may already be `ended`.
   * While the same work is in progress, or in doubt, nothing is sent: the record of that work is returned, or an
   * `ArmError` with the code `OperationInDoubt` says when it will be known.
   * Throws `ArmError` when Azure refuses, and when the answer is lost; in the latter case the record stays, and `watch`
   * finds out.
   */
  begin(spec: OperationSpec, signal?: AbortSignal): Promise<OperationRecord>;
  /**
   * Follows an operation to its end, also one that another process started. Aborting `signal` stops watching; Azure continues
   *, and so does the record. Throws `ArmError` when Azure cannot be asked; the operation is then still on.
   */
  watch(id: string, options?: WatchOptions): Promise<OperationOutcome>;
  list(): Promise<readonly OperationRecord[]>;
  /** Drops the record of an operation, not the operation. */
  forget(id: string): Promise<void>;
}

export function createOperations(options: OperationsOptions): Operations {
  const { client, store, clock = systemClock, newId = randomUUID } = options;
  const watcher = createWatcher({ client, store, clock });
  const sending = new Map<string, Promise<OperationRecord>>();

  async function begin(spec: OperationSpec, signal: AbortSignal | undefined): Promise<OperationRecord> {
    for (;;) {
      const intent = intendOperation({
        id: newId(),
        kind: spec.kind,
        targetId: spec.targetId,
        apiVersion: spec.apiVersion,
        tenantId: spec.request.tenantId,
        correlationId: newId(),
        startedAt: new Date(clock.now()).toISOString(),
      });
      const holder = await store.claim(intent);
      if (holder === undefined) return send(spec, intent, signal);
      if (holder.phase !== "intended") return holder;
      const settled = await settle(holder, signal);
      if (settled === "free") continue;
      if (settled !== "inDoubt") return settled;
      if (traitsOf(spec.kind).resend === "safe") return sendAgain(spec, holder, signal);
      throw inDoubt(holder, client);
    }
  }

  /** Finds out about an intent that someone left behind. */
  async function settle(
    holder: IntendedOperation,
    signal: AbortSignal | undefined,
  ): Promise<OperationRecord | "free" | "inDoubt"> {
    const context = {
      client: inTenant(client, holder.tenantId),
      clock,
      signal: signal ?? new AbortController().signal,
    };
    const evidence = await findEvidence(holder, context);
    switch (evidence.kind) {
      case "begun": {
        const running = acceptOperation(holder, evidence.follow, clock.now());
        await store.save(running);
        return running;
      }
      case "absent":
        await store.save(endOperation(holder, "notStarted", clock.now()));
        return "free";
      case "unseen":
        await store.save(endOperation(holder, "unknown", clock.now()));
        return "free";
      case "notYet":
        return "inDoubt";
    }
  }

  async function send(
    spec: OperationSpec,
    intent: IntendedOperation,
    signal: AbortSignal | undefined,
  ): Promise<OperationRecord> {
    return deliver(spec, intent, signal, async (refusal) => {
      if (wasNotTaken(refusal)) await store.save(endOperation(intent, "notStarted", clock.now(), refusal));
      throw refusal;
    });
  }

  /** Sends what Azure itself refuses to do twice. Its refusal says that the first request has arrived. */
  async function sendAgain(
    spec: OperationSpec,
    intent: IntendedOperation,
    signal: AbortSignal | undefined,
  ): Promise<OperationRecord> {
    return deliver(spec, intent, signal, (refusal) => {
      if (refusal.httpStatus !== 409 && refusal.httpStatus !== 412) throw refusal;
      return acceptOperation(intent, { by: "resource" }, clock.now());
    });
  }

  /** Sends the request, and saves what has become of it: `refused` says it where Azure did not take it, or throws. */
  async function deliver(
    spec: OperationSpec,
    intent: IntendedOperation,
    signal: AbortSignal | undefined,
    refused: (refusal: ArmError) => OperationRecord | Promise<OperationRecord>,
  ): Promise<OperationRecord> {
    const headers = {
      ...spec.request.headers,
      "x-ms-client-request-id": intent.id,
      "x-ms-correlation-request-id": intent.correlationId,
    };
    const request = withSignal({ ...spec.request, allowEmpty: true, headers }, signal);
    const record = await client.send(request).then(
      (response) => taken(intent, response),
      (error: unknown) => refused(toArmError(error)),
    );
    await store.save(record);
    return record;
  }

  function taken(intent: IntendedOperation, response: ArmResponse): OperationRecord {
    const follow = followOf(response);
    return follow === undefined
      ? endOperation(intent, "succeeded", clock.now())
      : acceptOperation(intent, follow, clock.now());
  }

  return {
    begin(spec, signal) {
      const key = operationKey(spec);
      const underWay = sending.get(key);
      if (underWay !== undefined) return underWay;
      const promise = begin(spec, signal).finally(() => sending.delete(key));
      sending.set(key, promise);
      return promise;
    },
    watch: (id, watchOptions) => watcher(id, watchOptions),
    list: () => store.list(),
    forget: (id) => store.remove(id),
  };
}

/** Did Azure surely not take the request? It answered with a refusal, or was never reached. */
function wasNotTaken(error: ArmError): boolean {
  if (error.httpStatus !== undefined)
    return error.httpStatus >= 400 && error.httpStatus < 500 && error.httpStatus !== 408;
  return neverReached.has(error.kind);
}

const neverReached: ReadonlySet<ArmError["kind"]> = new Set<ArmError["kind"]>([
  "proxy",
  "certificate",
  "dns",
  "offline",
  "signIn",
  "tenant",
  "stepUp",
  "untrustedUrl",
]);

function inDoubt(holder: IntendedOperation, client: ArmClient): ArmError {
  const until = Date.parse(holder.startedAt) + traceWindowMs(holder, { client });
  return armError(
    "conflict",
    "OperationInDoubt",
    { correlationId: holder.correlationId },
    {
      causeText: say`The same operation was sent before and its response was lost. Azure does not show yet whether it accepted the operation.`,
      nextMove: say`Wait. The result is known by ${new Date(until).toISOString()} at the latest. Nothing was sent now, to avoid doing the work twice.`,
      retryable: true,
    },
  );
}
