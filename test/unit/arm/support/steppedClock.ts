import type { Clock } from "../../../../src/arm/clock";

export interface SteppedClock extends Clock {
  /** Every sleep that was asked for, in milliseconds. */
  readonly sleeps: readonly number[];
  advance(milliseconds: number): void;
}

/** A clock that only continues when someone sleeps or says so; sleeping takes no time. */
export function steppedClock(start = Date.parse("2026-03-02T09:00:00Z")): SteppedClock {
  let now = start;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    advance: (milliseconds) => {
      now += milliseconds;
    },
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      sleeps.push(milliseconds);
      // Let everyone else who is ready run first, as a real sleep would.
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      now += milliseconds;
    },
  };
}
