import { say } from "../../l10n/sentence";
import { type ArmClient, inTenant } from "../client";
import type { Clock } from "../clock";
import { ArmError, armError, toArmError } from "../errors";
import { findEvidence } from "./operationEvidence";
import { traitsOf } from "./operationKind";
import { pollOnce, targetRequest, type PollContext } from "./operationPoll";
import {
  acceptOperation,
  endOperation,
  operationError,
  type EndedOperation,
  type Follow,
  type IntendedOperation,
  type OperationRecord,
  type RunningOperation,
} from "./operationRecord";
import type { OperationStore } from "./operationStore";
import { coalesceCalls } from "../async/coalesceCalls";

/** Told after every look. */
export interface OperationProgress {
  readonly record: OperationRecord;
  /** Azure's own word (`Accepted`, `Provisioning`, …); absent while it is not known whether Azure took the request. */
  readonly status: string | undefined;
  /** 0 to 100. */
  readonly percentComplete: number | undefined;
  /** Milliseconds until the next look. */
  readonly nextLookMs: number;
  /** Why the last look failed. Watching continues. */
  readonly failure: ArmError | undefined;
}

export interface WatchOptions {
  /** Stops watching, not the operation. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: OperationProgress) => void;
  /** After this long the outcome is `running`. Forever when absent. */
  readonly timeoutMs?: number;
}

export type OperationOutcome =
  /** `result`: the final GET's body, where the operation has one and it was watched to the end here. */
  | { readonly state: "succeeded"; readonly record: EndedOperation; readonly result: unknown }
  | { readonly state: "failed" | "canceled"; readonly record: EndedOperation; readonly error: ArmError }
  /** Azure never took the request: it may be started again. */
  | { readonly state: "notStarted"; readonly record: EndedOperation }
  /** Azure no longer shows what became of it: look at the target. */
  | { readonly state: "unknown"; readonly record: EndedOperation }
  /** Still in progress when the time was up. */
  | { readonly state: "running"; readonly record: OperationRecord };

interface WatchParts {
  readonly client: ArmClient;
  readonly store: OperationStore;
  readonly clock: Clock;
}

/** After so many failed looks in a row, watching is given up with the last error. */
const patience = 8;

/** Makes the function that watches. Watchers of the same operation in one process share its requests. */
export function createWatcher(
  parts: WatchParts,
): (id: string, options?: WatchOptions) => Promise<OperationOutcome> {
  const share = coalesceCalls<OperationOutcome, OperationProgress>();
  return async (id, options = {}) => {
    const stop = new AbortController();
    const signal =
      options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
    const timer = startTimer(parts.clock, options.timeoutMs, stop);
    const caller = { signal, ...(options.onProgress !== undefined && { onProgress: options.onProgress }) };
    try {
      return await share(parts.client, id, caller, (shared, onProgress) =>
        new Watch(parts, shared, onProgress).run(id),
      );
    } catch (error) {
      if (!timer.isUp() || options.signal?.aborted === true) throw error;
      return { state: "running", record: await recordOf(parts.store, id) };
    } finally {
      timer.stop();
    }
  };
}

function startTimer(
  clock: Clock,
  timeoutMs: number | undefined,
  stop: AbortController,
): { isUp(): boolean; stop(): void } {
  if (timeoutMs === undefined) return { isUp: () => false, stop: () => undefined };
  const asleep = new AbortController();
  let up = false;
  clock.sleep(timeoutMs, asleep.signal).then(
    () => {
      up = true;
      stop.abort();
    },
    () => undefined,
  );
  return {
    isUp: () => up,
    stop: () => {
      asleep.abort();
    },
  };
}

async function recordOf(store: OperationStore, id: string): Promise<OperationRecord> {
  const record = (await store.list()).find((candidate) => candidate.id === id);
  if (record !== undefined) return record;
  throw armError(
    "notFound",
    "OperationForgotten",
    {},
    {
      causeText: say`The record of this operation no longer exists.`,
      nextMove: say`Check the resource in Azure.`,
    },
  );
}

class Watch {
  readonly #parts: WatchParts;
  readonly #signal: AbortSignal;
  readonly #onProgress: (progress: OperationProgress) => void;
  #looks = 0;
  #failedLooks = 0;

  constructor(parts: WatchParts, signal: AbortSignal, onProgress: (progress: OperationProgress) => void) {
    this.#parts = parts;
    this.#signal = signal;
    this.#onProgress = onProgress;
  }

  async run(id: string): Promise<OperationOutcome> {
    let record = await recordOf(this.#parts.store, id);
    for (;;) {
      if (record.phase === "ended") return outcomeOf(record, undefined);
      try {
        const next: OperationRecord | OperationOutcome =
          record.phase === "intended" ? await this.#search(record) : await this.#look(record);
        this.#failedLooks = 0;
        if ("state" in next) return next;
        record = next;
      } catch (error) {
        await this.#bear(record, error);
      }
    }
  }

  #context(record: OperationRecord): PollContext {
    const { client, clock } = this.#parts;
    return { client: inTenant(client, record.tenantId), clock, signal: this.#signal };
  }

  /** Looks for traces of a request whose answer was lost. */
  async #search(record: IntendedOperation): Promise<OperationRecord> {
    const { store, clock } = this.#parts;
    const evidence = await findEvidence(record, this.#context(record));
    if (evidence.kind === "notYet") {
      await this.#pause(record, {}, this.#delay());
      return recordOf(store, record.id);
    }
    // Another window may have got the answer meanwhile; its record knows more.
    const latest = await recordOf(store, record.id);
    if (latest.phase !== "intended") return latest;
    const next =
      evidence.kind === "begun"
        ? acceptOperation(record, evidence.follow, clock.now())
        : endOperation(record, evidence.kind === "absent" ? "notStarted" : "unknown", clock.now());
    await store.save(next);
    return next;
  }

  async #look(record: RunningOperation): Promise<OperationRecord | OperationOutcome> {
    const look = await pollOnce(record, this.#context(record));
    switch (look.state) {
      case "running": {
        const { status, percentComplete } = look.status;
        const next = look.follow === record.follow ? record : await this.#save(moved(record, look.follow));
        await this.#pause(next, { status, percentComplete }, look.waitMs ?? this.#delay());
        return next;
      }
      case "lost":
        return this.#save(moved(record, look.follow));
      case "unknown":
        return this.#end(record, "unknown");
      case "failed":
      case "canceled":
        return this.#end(record, look.state, look.error);
      case "succeeded": {
        const ended = await this.#end(record, "succeeded");
        return outcomeOf(ended, await this.#result(record, look.body));
      }
    }
  }

  async #end(record: OperationRecord, end: EndedOperation["end"], error?: ArmError): Promise<EndedOperation> {
    return this.#save(endOperation(record, end, this.#parts.clock.now(), error));
  }

  async #save<Saved extends OperationRecord>(record: Saved): Promise<Saved> {
    await this.#parts.store.save(record);
    return record;
  }

  /** The final GET. The operation has succeeded: when only this fails, there is no result, and no failure. */
  async #result(record: RunningOperation, body: unknown): Promise<unknown> {
    const { client, signal } = this.#context(record);
    try {
      if (traitsOf(record.kind).finalState === "resource") {
        if (record.follow.by === "resource") return body;
        return (await client.send({ ...targetRequest(record), signal })).body;
      }
      if (record.follow.by !== "status" || record.follow.location === undefined) return body;
      return (await client.send({ method: "GET", path: record.follow.location, allowEmpty: true, signal }))
        .body;
    } catch (error) {
      this.#signal.throwIfAborted();
      if (error instanceof ArmError) return undefined;
      throw error;
    }
  }

  /** A look has failed: wait and check again, unless that is no use. */
  async #bear(record: OperationRecord, error: unknown): Promise<void> {
    this.#signal.throwIfAborted();
    const failure = toArmError(error);
    this.#failedLooks += 1;
    if (!failure.retryable || this.#failedLooks >= patience) throw failure;
    const asked = (failure.retryAfterSeconds ?? 0) * 1000;
    await this.#pause(record, { failure }, Math.max(asked, 2 ** this.#failedLooks * 1000));
  }

  async #pause(
    record: OperationRecord,
    seen: Partial<Pick<OperationProgress, "status" | "percentComplete" | "failure">>,
    nextLookMs: number,
  ): Promise<void> {
    const { status, percentComplete, failure } = seen;
    this.#onProgress({ record, status, percentComplete, failure, nextLookMs });
    await this.#parts.clock.sleep(nextLookMs, this.#signal);
  }

  /** Where Azure names no time: soon at first, then less often. */
  #delay(): number {
    this.#looks += 1;
    return Math.min(1000 * this.#looks, 10_000);
  }
}

function moved(record: RunningOperation, follow: Follow): RunningOperation {
  return acceptOperation(record, follow, Date.parse(record.acceptedAt));
}

function outcomeOf(record: EndedOperation, result: unknown): OperationOutcome {
  switch (record.end) {
    case "succeeded":
      return { state: "succeeded", record, result };
    case "failed":
    case "canceled":
      return { state: record.end, record, error: operationError(record) };
    case "notStarted":
    case "unknown":
      return { state: record.end, record };
  }
}
