/** Waiting for what will become true, without fixed sleeps. */
import { setTimeout as pause } from "node:timers/promises";

const betweenLooks = 50;
/** A machine that is busy with other suites takes many times what a quiet one does. */
const patience = 90_000;

/**
 * Asks `look` until it answers with something other than `undefined`, and returns that.
 *
 * @param what named in the error when it does not happen
 * @param timeout milliseconds
 */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  timeout = patience,
): Promise<T> {
  const end = Date.now() + timeout;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`Not within ${timeout} ms: ${what}`);
    await pause(betweenLooks);
  }
}

/**
 * Does `attempt` until it does not fail, as a user retries what VS Code overlooked. Each attempt is given twice the time
 * of the last one, so that a slow machine comes to its end too.
 *
 * @param first milliseconds for the first attempt
 */
export async function untilDone(
  what: string,
  attempt: (timeout: number) => Promise<void>,
  first = 3000,
): Promise<void> {
  const end = Date.now() + patience;
  for (let timeout = first; ; timeout = Math.min(2 * timeout, 20_000)) {
    try {
      await attempt(timeout);
      return;
    } catch (error) {
      if (Date.now() > end) throw new Error(`Not within ${patience} ms: ${what}`, { cause: error });
      await pause(betweenLooks);
    }
  }
}
