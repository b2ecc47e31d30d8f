import type { ArmClient } from "./client";

interface Caller<Result> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (partial: Result) => void;
}

interface Running<Result> {
  readonly promise: Promise<Result>;
  readonly stop: AbortController;
  readonly listeners: Set<(partial: Result) => void>;
  callers: number;
  latest: Result | undefined;
}

type Work<Result> = (signal: AbortSignal, onProgress: (partial: Result) => void) => Promise<Result>;

/**
 * Lets callers that want the same thing from the same client at the same time share one run. A caller that joins late
 * is told at once what is known; one that aborts rejects alone; the run itself stops when the last caller has aborted.
 */
export function shareCalls<Result>(): (
  client: ArmClient,
  key: string,
  caller: Caller<Result>,
  work: Work<Result>,
) => Promise<Result> {
  const clients = new WeakMap<ArmClient, Map<string, Running<Result>>>();
  return async (client, key, caller, work) => {
    caller.signal?.throwIfAborted();
    const runs = clients.get(client) ?? new Map<string, Running<Result>>();
    clients.set(client, runs);
    const run = runs.get(key) ?? begin(work);
    runs.set(key, run);
    const leave = (): void => {
      if (runs.get(key) === run) runs.delete(key);
    };
    run.promise.then(leave, leave);
    return join(run, caller, leave);
  };
}

function begin<Result>(work: Work<Result>): Running<Result> {
  const stop = new AbortController();
  const listeners = new Set<(partial: Result) => void>();
  const run = { stop, listeners, callers: 0, latest: undefined as Result | undefined };
  const promise = work(stop.signal, (partial) => {
    run.latest = partial;
    for (const listener of listeners) listener(partial);
  });
  return Object.assign(run, { promise });
}

async function join<Result>(
  run: Running<Result>,
  caller: Caller<Result>,
  leave: () => void,
): Promise<Result> {
  const { signal, onProgress } = caller;
  run.callers += 1;
  if (onProgress !== undefined) {
    run.listeners.add(onProgress);
    if (run.latest !== undefined) onProgress(run.latest);
  }
  try {
    return await (signal === undefined ? run.promise : orAborted(run.promise, signal));
  } finally {
    if (onProgress !== undefined) run.listeners.delete(onProgress);
    run.callers -= 1;
    if (run.callers === 0) {
      leave();
      run.stop.abort();
    }
  }
}

function orAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  if (signal.aborted) return Promise.reject(abortReason(signal));
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(abortReason(signal));
    };
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener("abort", onAbort);
    });
  });
}

function abortReason(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new DOMException("The operation was aborted.", "AbortError");
}
