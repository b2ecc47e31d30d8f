import { onAbort } from "../../arm/async/onAbort";

/** The practice cloud's time, in milliseconds since 1970. */
export interface PracticeClock {
  now(): number;
  /** Resolves after `milliseconds`; rejects with the signal's reason when it aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The wall clock. */
export const realClock: PracticeClock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(reasonOf(signal));
        return;
      }
      const timer = setTimeout(() => {
        leave?.();
        resolve();
      }, milliseconds);
      // Hundreds of requests may sleep on one signal.
      const leave =
        signal === undefined
          ? undefined
          : onAbort(signal, () => {
              clearTimeout(timer);
              reject(reasonOf(signal));
            });
    }),
};

/** A clock that stands still until it is told to continue: sleeping moves it, nothing waits. */
export class ManualClock implements PracticeClock {
  #now: number;

  constructor(start: number = Date.parse("2026-03-02T09:00:00Z")) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.reject(reasonOf(signal));
    this.#now += milliseconds;
    return Promise.resolve();
  }
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new DOMException("Aborted", "AbortError");
}
