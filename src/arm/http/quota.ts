import type { Clock } from "../clock";
import { quotaResetMs, retryAfterMs } from "./retryAfter";

/**
 * Holds requests back when Azure says that a quota is used up, so that the next ones need not be refused first:
 * Resource Graph's `x-ms-user-quota-remaining` with `x-ms-user-quota-resets-after`, ARM's `x-ms-ratelimit-remaining-*`
 * (its buckets refill every second: https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling),
 * and a 429's own wait. One hold for each tenant and subscription, and one for Resource Graph.
 */
export class QuotaHolds {
  readonly #until = new Map<string, number>();
  readonly #clock: Clock;
  readonly #maxHoldMs: number;

  constructor(clock: Clock, maxHoldMs: number) {
    this.#clock = clock;
    this.#maxHoldMs = maxHoldMs;
  }

  /** Waits until requests of `bucket` may go out. A hold longer than the limit is not waited for: the server shall answer. */
  async wait(bucket: string, signal: AbortSignal | undefined): Promise<void> {
    const ms = (this.#until.get(bucket) ?? 0) - this.#clock.now();
    if (ms <= 0) this.#until.delete(bucket);
    else if (ms <= this.#maxHoldMs) await this.#clock.sleep(ms, signal);
  }

  /** Takes what an answer says about the quota. Header names in lower case. */
  note(bucket: string, status: number, headers: Readonly<Record<string, string>>): void {
    const ms = holdMs(status, headers, this.#clock.now());
    if (ms === 0) return;
    const until = this.#clock.now() + ms;
    this.#until.set(bucket, Math.max(until, this.#until.get(bucket) ?? 0));
  }
}

function holdMs(status: number, headers: Readonly<Record<string, string>>, now: number): number {
  if (status === 429) return retryAfterMs(headers, now) ?? 0;
  if (headers["x-ms-user-quota-remaining"]?.trim() === "0") return quotaResetMs(headers) ?? 1000;
  const empty = Object.entries(headers).some(
    ([name, value]) =>
      name.startsWith("x-ms-ratelimit-remaining-") && /^-?\d+$/.test(value) && Number(value) <= 0,
  );
  return empty ? 1000 : 0;
}

/** The quota that a request draws on. */
export function quotaBucket(url: string, tenantId: string | undefined): string {
  const path = new URL(url).pathname.toLowerCase();
  const graph = path.startsWith("/providers/microsoft.resourcegraph/");
  const subscription = /^\/subscriptions\/([^/]+)/.exec(path)?.[1];
  return `${tenantId ?? ""} ${graph ? "graph" : (subscription ?? "tenant")}`;
}
