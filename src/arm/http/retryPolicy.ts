import type { PipelinePolicy, PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import type { ArmError } from "../errors/armError";
import type { Clock } from "../clock";
import { toArmError } from "../errors/errorFromUnknown";
import type { ArmErrorContext } from "../errors/errorAdvice";
import { quotaBucket, QuotaHolds } from "./quota";
import type { RequestContext, RequestContexts } from "./requestContext";
import { retryAfterMs } from "./retryAfter";

/** How patient one request is. */
export interface RetryLimits {
  /** How often it is sent at most. */
  readonly attempts: number;
  /** The first wait where the server names none; it doubles each time. */
  readonly baseDelayMs: number;
  /** No single wait is longer: a server that asks for more gets its error shown instead. */
  readonly maxDelayMs: number;
  /** All attempts and waits together. */
  readonly maxTotalMs: number;
}

export const defaultRetryLimits: RetryLimits = {
  attempts: 4,
  baseDelayMs: 800,
  maxDelayMs: 60_000,
  maxTotalMs: 180_000,
};

export interface RetryPolicyOptions {
  readonly limits: RetryLimits;
  readonly clock: Clock;
  readonly contexts: RequestContexts;
  readonly describe: (request: PipelineRequest) => ArmErrorContext;
  readonly log: (line: string) => void;
  /** In [0, 1). */
  readonly random: () => number;
}

type Outcome =
  | { readonly kind: "answer"; readonly response: PipelineResponse }
  | { readonly kind: "failure"; readonly error: ArmError };

/**
 * Sends again after 429, 5xx and broken connections, as long as `Retry-After`, else with growing, scattered waits.
 * What may have changed something (POST, PATCH, conditional PUT) is sent again only when the server said that it did
 * nothing: 429, or 503 with `Retry-After`.
 */
export function retryPolicy(options: RetryPolicyOptions): PipelinePolicy {
  const { clock, contexts, limits } = options;
  const holds = new QuotaHolds(clock, limits.maxDelayMs);
  return {
    name: "nexusArcRetryPolicy",
    async sendRequest(request, next) {
      const context = contexts.of(request);
      const bucket = quotaBucket(request.url, context.tenantId);
      const started = clock.now();
      for (let attempt = 1; ; attempt++) {
        await holds.wait(bucket, context.signal);
        const outcome = await attemptOnce(request, next, options);
        if (outcome.kind === "answer") {
          holds.note(bucket, outcome.response.status, outcome.response.headers.toJSON());
        }
        const wait = attempt < limits.attempts ? waitBefore(outcome, context, attempt, options) : undefined;
        if (wait === undefined || clock.now() + wait - started > limits.maxTotalMs) return finish(outcome);
        options.log(
          `Retry ${attempt} of ${request.method} in ${Math.round(wait)} ms after ${reason(outcome)}.`,
        );
        await clock.sleep(wait, context.signal);
      }
    },
  };
}

async function attemptOnce(
  request: PipelineRequest,
  next: (request: PipelineRequest) => Promise<PipelineResponse>,
  options: RetryPolicyOptions,
): Promise<Outcome> {
  try {
    return { kind: "answer", response: await next(request) };
  } catch (error) {
    return { kind: "failure", error: toArmError(error, options.describe(request)) };
  }
}

function finish(outcome: Outcome): PipelineResponse {
  if (outcome.kind === "answer") return outcome.response;
  throw outcome.error;
}

function reason(outcome: Outcome): string {
  return outcome.kind === "answer" ? `HTTP ${outcome.response.status}` : outcome.error.code;
}

/** How long to wait before the next attempt; `undefined` when there shall be none. */
function waitBefore(
  outcome: Outcome,
  context: RequestContext,
  attempt: number,
  { clock, limits, random }: RetryPolicyOptions,
): number | undefined {
  const asked =
    outcome.kind === "answer" ? retryAfterMs(outcome.response.headers.toJSON(), clock.now()) : undefined;
  if (!mayRepeat(outcome, context, asked)) return undefined;
  // Scattered between half and whole, so that many windows do not come back at once.
  const grown = limits.baseDelayMs * 2 ** (attempt - 1) * (0.5 + random() / 2);
  const wait = asked ?? Math.min(grown, limits.maxDelayMs);
  return wait <= limits.maxDelayMs ? wait : undefined;
}

function mayRepeat(outcome: Outcome, context: RequestContext, asked: number | undefined): boolean {
  if (outcome.kind === "failure") {
    const passing =
      outcome.error.kind === "reset" ||
      outcome.error.kind === "timeout" ||
      outcome.error.code === "EAI_AGAIN";
    return passing && context.repeatable;
  }
  const { status } = outcome.response;
  if (status === 429 || (status === 503 && asked !== undefined)) return true;
  return context.repeatable && [408, 500, 502, 503, 504].includes(status);
}
