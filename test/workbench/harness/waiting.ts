/** Waiting for what will become true, without fixed sleeps. */
import { setTimeout as pause } from "node:timers/promises";

const betweenLooks = 50;

/**
 * Asks `look` until it answers with something other than `undefined`, and returns that.
 *
 * @param what named in the error when it does not happen
 * @param timeout milliseconds
 */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  timeout = 20_000,
): Promise<T> {
  const end = Date.now() + timeout;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`Not within ${timeout} ms: ${what}`);
    await pause(betweenLooks);
  }
}
