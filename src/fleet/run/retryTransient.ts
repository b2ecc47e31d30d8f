import type { Clock } from "../../arm/clock";
import { toArmError } from "../../arm/errors";

/** How long work of a fleet waits for Azure to take requests again: writes of a subscription refill at 10 each second. */
const patienceMs = 20 * 60_000;
const pauseMs = 15_000;

/**
 * Does `work` again when Azure says that it comes too often or fails for the moment, long after a single request has given up:
 * a fleet's own deployments use the same quota. `work` must do no harm when it is done twice. Throws `ArmError`.
 */
export async function retryTransient<Result>(
  { clock, signal }: { readonly clock: Clock; readonly signal?: AbortSignal },
  work: () => Promise<Result>,
): Promise<Result> {
  const until = clock.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const reason = toArmError(error);
      const passing =
        reason.kind === "throttled" ||
        reason.kind === "server" ||
        reason.kind === "reset" ||
        reason.kind === "timeout";
      if (!passing || clock.now() > until) throw reason;
      await clock.sleep(Math.max(pauseMs, (reason.retryAfterSeconds ?? 0) * 1000), signal);
    }
  }
}
