import type { ArmClient } from "../client";
import { onAbort } from "./onAbort";

interface Caller<Progress> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

interface Running<Result, Progress> {
  readonly promise: Promise<Result>;
  readonly stop: AbortController;
  readonly listeners: Set<(progress: Progress) => void>;
  callers: number;
  latest: Progress | undefined;
}

type Work<Result, Progress> = (
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
) => Promise<Result>;

/**
 * Lets callers that want the same thing from the same client at the same time share one run. A caller that joins late
 * is told at once what is known; one that aborts rejects alone; the run itself stops when the last caller has aborted.
 */
export function coalesceCalls<Result, Progress>(): (
  client: ArmClient,
  key: string,
  caller: Caller<Progress>,
  work: Work<Result, Progress>,
) => Promise<Result> {
  const clients = new WeakMap<ArmClient, Map<string, Running<Result, Progress>>>();
  return async (client, key, caller, work) => {
    caller.signal?.throwIfAborted();
    const runs = clients.get(client) ?? new Map<string, Running<Result, Progress>>();
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

function begin<Result, Progress>(work: Work<Result, Progress>): Running<Result, Progress> {
  const stop = new AbortController();
  const listeners = new Set<(progress: Progress) => void>();
  const run = { stop, listeners, callers: 0, latest: undefined as Progress | undefined };
  const promise = work(stop.signal, (progress) => {
    run.latest = progress;
    for (const listener of listeners) listener(progress);
  });
  return Object.assign(run, { promise });
}

async function join<Result, Progress>(
  run: Running<Result, Progress>,
  caller: Caller<Progress>,
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
    const leave = onAbort(signal, () => {
      reject(abortReason(signal));
    });
    promise.then(resolve, reject).finally(leave);
  });
}

function abortReason(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new DOMException("The operation was aborted.", "AbortError");
}
