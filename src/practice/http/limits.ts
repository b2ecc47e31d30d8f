import type { PracticeClock } from "../state/clock";

/** A bucket that fills up again: a call takes one drop. */
interface Bucket {
  readonly size: number;
  readonly perSecond: number;
}

/**
 * Resource Manager's limits for each subscription and principal, and Resource Graph's for each user
 * (learn.microsoft.com: "Understand how Azure Resource Manager throttles requests", "Guidance for throttled requests in
 * Azure Resource Graph").
 */
const buckets = {
  reads: { size: 250, perSecond: 25 },
  writes: { size: 200, perSecond: 10 },
  deletes: { size: 200, perSecond: 10 },
} as const satisfies Readonly<Record<string, Bucket>>;

/** Resource Graph counts in windows, and starts again with each. */
const graphWindow = { size: 15, milliseconds: 5000 } as const;

export type LimitKind = keyof typeof buckets | "graph";

export interface Measure {
  /** Whole calls that are left. */
  readonly remaining: number;
  /** Seconds until the next call is allowed; 0 when it is. */
  readonly wait: number;
  /** Seconds until all calls are there again. */
  readonly resets: number;
}

/** Counts calls against the limits. */
export class Limits {
  readonly #clock: Pick<PracticeClock, "now">;
  readonly #levels = new Map<string, { level: number; at: number }>();
  readonly #windows = new Map<string, { readonly start: number; used: number }>();

  constructor(clock: Pick<PracticeClock, "now">) {
    this.#clock = clock;
  }

  /** Takes one call of `kind` for `key` (subscription and principal); a refused call takes nothing. */
  take(kind: LimitKind, key: string): Measure {
    return kind === "graph" ? this.#ofWindow(key, 1) : this.#ofBucket(kind, key, 1);
  }

  /** What `take` would say, without taking. */
  look(kind: LimitKind, key: string): Measure {
    return kind === "graph" ? this.#ofWindow(key, 0) : this.#ofBucket(kind, key, 0);
  }

  #ofWindow(key: string, calls: 0 | 1): Measure {
    const now = this.#clock.now();
    const { size, milliseconds } = graphWindow;
    const known = this.#windows.get(key);
    const window = known !== undefined && now < known.start + milliseconds ? known : { start: now, used: 0 };
    this.#windows.set(key, window);
    const allowed = window.used < size;
    if (allowed) window.used += calls;
    const resets = Math.ceil((window.start + milliseconds - now) / 1000);
    return { remaining: size - window.used, wait: allowed ? 0 : resets, resets };
  }

  #ofBucket(kind: keyof typeof buckets, key: string, calls: 0 | 1): Measure {
    const { size, perSecond } = buckets[kind];
    const now = this.#clock.now();
    const name = `${kind} ${key}`;
    const known = this.#levels.get(name) ?? { level: size, at: now };
    // Events that are played late have times before the last request's.
    const passed = Math.max(0, now - known.at);
    const level = Math.min(size, known.level + (passed / 1000) * perSecond);
    const allowed = level >= 1;
    this.#levels.set(name, { level: allowed ? level - calls : level, at: Math.max(now, known.at) });
    return {
      remaining: Math.floor(Math.max(0, level - 1)),
      wait: allowed ? 0 : Math.max(1, Math.ceil((1 - level) / perSecond)),
      resets: Math.ceil((size - level + 1) / perSecond),
    };
  }
}
