import { systemClock, type Clock } from "../../arm/clock";
import { isAborted, toArmError, type ArmError } from "../../arm/errors";
import type { Operations } from "../../arm/operations/operation";
import type { OperationRecord } from "../../arm/operations/operationRecord";
import type { OperationOutcome, OperationProgress, WatchOptions } from "../../arm/operations/operationWatch";
import type { OperationRow } from "./operationRow";
import { toOperationRow } from "./operationTitle";

/** What a watched operation came to. */
export type OperationEnded = Exclude<OperationOutcome, { state: "running" }>;

export interface OperationTrackerOptions {
  readonly changed: (rows: readonly OperationRow[]) => void;
  /** An operation that is watched here has ended. `attended`: a command waits for it and tells the user itself. */
  readonly ended: (outcome: OperationEnded, attended: boolean) => void;
  readonly log: (line: string, cause?: unknown) => void;
  readonly clock?: Clock;
}

/** After a watch was lost, it is retried after so many milliseconds at first, then twice as many, and so on. */
const firstPauseMs = 60_000;
const maxPauseMs = 10 * 60_000;

/** One operation as this window sees it. */
interface Watched {
  record: OperationRecord;
  progress?: OperationProgress;
  /** Why it could not be watched any longer. */
  failure?: ArmError;
  /** While it is watched. */
  stop?: AbortController;
  /** While a watch that was lost is to be retried. */
  pause?: AbortController;
  /** How often in a row the watch was lost. */
  lost: number;
}

/** The operations of this window: those started here, and those of earlier windows that continue. They are watched until they end. */
export class OperationTracker {
  readonly #options: OperationTrackerOptions;
  readonly #watched = new Map<string, Watched>();
  readonly #attended = new Set<string>();
  #operations: Operations | undefined;

  constructor(options: OperationTrackerOptions) {
    this.#options = options;
  }

  /** Of the sign-in that the window works with; undefined when signed out. */
  get current(): Operations | undefined {
    return this.#operations;
  }

  /** Takes up the operations of another sign-in, and watches those that are not over. */
  async use(operations: Operations | undefined): Promise<void> {
    this.dispose();
    this.#watched.clear();
    this.#operations = operations;
    this.#show();
    if (operations === undefined) return;
    const records = await operations.list();
    if (this.#operations !== operations) return;
    for (const record of records) this.#watched.set(record.id, { record, lost: 0 });
    this.#show();
    for (const { id, phase } of records) if (phase !== "ended") this.watch(id);
  }

  /**
   * Starts work with `start` and watches it. Resolves as soon as Azure has taken it. Throws `ArmError` when Azure refuses.
   */
  async begin(begin: (operations: Operations) => Promise<OperationRecord>): Promise<OperationRecord> {
    const operations = this.#operations;
    if (operations === undefined) throw new Error("Sign in first.");
    try {
      const record = await begin(operations);
      if (!this.#watched.has(record.id)) this.#watched.set(record.id, { record, lost: 0 });
      this.#show();
      if (record.phase !== "ended") this.watch(record.id);
      return record;
    } catch (error) {
      await this.#takeNew(operations);
      throw error;
    }
  }

  /** What became of an operation that was started or watched here. Aborting stops waiting, nothing else. Throws `ArmError`. */
  async outcome(
    id: string,
    signal: AbortSignal,
    onProgress?: WatchOptions["onProgress"],
  ): Promise<OperationOutcome> {
    const operations = this.#operations;
    if (operations === undefined) throw new Error("Sign in first.");
    this.#attended.add(id);
    try {
      return await operations.watch(id, { signal, ...(onProgress !== undefined && { onProgress }) });
    } finally {
      this.#attended.delete(id);
    }
  }

  /** Follows an operation to its end. */
  watch(id: string): void {
    const operations = this.#operations;
    const watched = this.#watched.get(id);
    if (operations === undefined || watched === undefined || watched.stop !== undefined) return;
    const stop = new AbortController();
    watched.stop = stop;
    watched.pause?.abort();
    delete watched.pause;
    delete watched.failure;
    this.#show();
    this.#follow(operations, watched, stop.signal).catch((error: unknown) => {
      this.#options.log("An operation could not be watched to its end.", error);
    });
  }

  /** Azure continues; nobody here asks its progress. */
  stopWatching(id: string): void {
    const watched = this.#watched.get(id);
    if (watched === undefined) return;
    watched.stop?.abort();
    watched.pause?.abort();
    delete watched.stop;
    delete watched.pause;
    this.#show();
  }

  /** Takes the operations that are over out of the list. Resolves with how many those were. */
  async clearEnded(): Promise<number> {
    const before = this.#watched.size;
    for (const [id, { record }] of this.#watched) {
      if (record.phase !== "ended") continue;
      await this.#operations?.forget(id);
      this.#watched.delete(id);
    }
    this.#show();
    return before - this.#watched.size;
  }

  /** Stops watching everything. */
  dispose(): void {
    for (const { stop, pause } of this.#watched.values()) {
      stop?.abort();
      pause?.abort();
    }
  }

  async #follow(operations: Operations, watched: Watched, signal: AbortSignal): Promise<void> {
    try {
      const outcome = await operations.watch(watched.record.id, {
        signal,
        onProgress: (progress) => {
          watched.record = progress.record;
          watched.progress = progress;
          if (progress.failure === undefined) watched.lost = 0;
          this.#show();
        },
      });
      const attended = this.#attended.has(outcome.record.id);
      watched.record = outcome.record;
      if (outcome.state !== "running") this.#options.ended(outcome, attended);
    } catch (error) {
      if (signal.aborted || isAborted(error)) return;
      watched.failure = toArmError(error);
      if (watched.failure.retryable) this.#again(watched);
      throw error;
    } finally {
      if (!signal.aborted) {
        delete watched.stop;
        this.#show();
      }
    }
  }

  /** Offline for long, or Azure is: it is watched again by itself while the window lives. */
  #again(watched: Watched): void {
    const pause = new AbortController();
    watched.pause = pause;
    const wait = Math.min(firstPauseMs * 2 ** watched.lost, maxPauseMs);
    watched.lost += 1;
    const { clock = systemClock } = this.#options;
    clock.sleep(wait, pause.signal).then(
      () => {
        this.watch(watched.record.id);
      },
      () => undefined,
    );
  }

  /** A request whose answer was lost has left a record: watching finds out what became of it. */
  async #takeNew(operations: Operations): Promise<void> {
    for (const record of await operations.list()) {
      if (this.#watched.has(record.id)) continue;
      this.#watched.set(record.id, { record, lost: 0 });
      if (record.phase !== "ended") this.watch(record.id);
    }
    this.#show();
  }

  #show(): void {
    const rows = [...this.#watched.values()].sort((a, b) =>
      b.record.startedAt.localeCompare(a.record.startedAt),
    );
    this.#options.changed(
      rows.map(({ record, progress, failure, stop, pause }) =>
        toOperationRow({
          record,
          isWatched: stop !== undefined,
          isRetried: pause !== undefined,
          ...(progress !== undefined && { progress }),
          ...(failure !== undefined && { failure }),
        }),
      ),
    );
  }
}
