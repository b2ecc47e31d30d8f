import { onAbort } from "./async/onAbort";

/** Time, so that tests can bring their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Rejects with an `AbortError` when `signal` aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        reject(new DOMException("The wait was aborted.", "AbortError"));
      };
      const timer = setTimeout(() => {
        leave?.();
        resolve();
      }, milliseconds);
      if (signal?.aborted === true) stop();
      const leave = signal === undefined ? undefined : onAbort(signal, stop);
    }),
};
