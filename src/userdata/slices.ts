/**
 * Work that can be done a slice at a time: it yields where it may be left for a moment, and what must be awaited before it continues,
 * where `Wait` says so.
 */
export type Slices<Result, Wait = never> = Generator<Wait | undefined, Result>;

/** Does all of the work at once. */
export function finish<Result>(slices: Slices<Result>): Result {
  for (;;) {
    const slice = slices.next();
    if (slice.done === true) return slice.value;
  }
}

/**
 * Does the work for `length` milliseconds at a time and lets others run in between; a part that cannot be left may take
 * longer. Gives it up with undefined once it is stale.
 */
export async function finishByTurns<Result>(
  slices: Slices<Result, Promise<unknown>>,
  length: number,
  isStale: () => boolean,
): Promise<Result | undefined> {
  for (let until = performance.now() + length; ;) {
    const slice = slices.next();
    if (slice.done === true) return slice.value;
    if (slice.value === undefined && performance.now() < until) continue;
    await (slice.value ?? new Promise((resume) => setImmediate(resume)));
    if (isStale()) return undefined;
    until = performance.now() + length;
  }
}
