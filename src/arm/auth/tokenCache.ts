import type { AccessToken, GetTokenOptions } from "@azure/core-auth";
import { say } from "../../l10n/sentence";
import type { ArmError } from "../errors/armError";
import { armError } from "../errors/errorAdvice";
import { toArmError } from "../errors/errorFromUnknown";
import { untilAborted } from "../async/untilAborted";

/** What a token request may carry besides `@azure/core-auth`'s own options. */
export interface ArmTokenOptions extends GetTokenOptions {
  /** A user's gesture stands behind it: a sign-in may ask. Silent otherwise. */
  readonly interactive?: boolean;
  /** Azure just refused the cached token: get another. */
  readonly forceRefresh?: boolean;
}

/** Gives Resource Manager tokens. Every `TokenCredential` of the Azure libraries is one. */
export interface ArmTokenCredential {
  getToken(scopes: string | string[], options?: ArmTokenOptions): Promise<AccessToken | null>;
}

/** What a source of tokens is asked. */
export interface TokenRequest {
  readonly scopes: readonly string[];
  readonly tenantId?: string;
  /** JSON text of a claims challenge. */
  readonly claims?: string;
  /** A sign-in may ask the user. */
  readonly interactive: boolean;
  /** Azure refused the last token. */
  readonly forceRefresh: boolean;
  /** Aborts when nobody waits for the token any more. */
  readonly signal: AbortSignal;
}

/** Gets a token again; `undefined` when there is no sign-in and none was asked for. May throw anything. */
export type TokenSource = (request: TokenRequest) => Promise<AccessToken | undefined>;

interface Flight {
  readonly promise: Promise<AccessToken>;
  readonly controller: AbortController;
  waiting: number;
}

/** A token is not used in its last two minutes; it is renewed ahead in its last ten, when someone asks for it. */
const marginMs = 120_000;
const renewAheadMs = 600_000;
/** After a failed renewal ahead, the next try waits. */
const renewPauseMs = 30_000;

/**
 * Tokens of one sign-in, for several tenants at once. Identical requests share one call to the source; a claims challenge
 * and a refused token go past the cache and renew it. Throws `ArmError`.
 */
export class CachedCredential implements ArmTokenCredential {
  readonly #source: TokenSource;
  readonly #now: () => number;
  readonly #tokens = new Map<string, AccessToken>();
  readonly #flights = new Map<string, Flight>();
  readonly #renewedAt = new Map<string, number>();
  #generation = 0;

  constructor(source: TokenSource, now: () => number = Date.now) {
    this.#source = source;
    this.#now = now;
  }

  async getToken(scopes: string | string[], options: ArmTokenOptions = {}): Promise<AccessToken> {
    const signal = options.abortSignal instanceof AbortSignal ? options.abortSignal : undefined;
    if (signal?.aborted === true) throw armError("aborted", "Aborted");
    const request = {
      scopes: typeof scopes === "string" ? [scopes] : scopes,
      interactive: options.interactive ?? false,
      forceRefresh: options.forceRefresh ?? false,
      ...(options.tenantId !== undefined && { tenantId: options.tenantId }),
      ...(options.claims !== undefined && { claims: options.claims }),
    };
    const key = JSON.stringify([request.scopes, request.tenantId ?? ""]);
    const held = request.claims === undefined && !request.forceRefresh ? this.#usable(key) : undefined;
    if (held === undefined) return this.#join(key, request, signal);
    if (this.#isDue(key, held)) this.#renewAhead(key, { ...request, interactive: false });
    return held;
  }

  /** Forgets the tokens of `tenantId`, or all: the account or its session changed. What is in progress is not kept either. */
  clear(tenantId?: string): void {
    this.#generation++;
    for (const key of [...this.#tokens.keys()]) {
      if (tenantId === undefined || key.endsWith(`,${JSON.stringify(tenantId)}]`)) this.#tokens.delete(key);
    }
    this.#flights.clear();
    this.#renewedAt.clear();
  }

  #usable(key: string): AccessToken | undefined {
    const token = this.#tokens.get(key);
    return token !== undefined && this.#isFresh(token) ? token : undefined;
  }

  #isFresh(token: AccessToken): boolean {
    return token.expiresOnTimestamp - marginMs > this.#now();
  }

  #isDue(key: string, token: AccessToken): boolean {
    const due = Math.min(token.refreshAfterTimestamp ?? Infinity, token.expiresOnTimestamp - renewAheadMs);
    const last = this.#renewedAt.get(key) ?? -Infinity;
    return this.#now() >= due && this.#now() - last >= renewPauseMs;
  }

  #renewAhead(key: string, request: Omit<TokenRequest, "signal">): void {
    this.#renewedAt.set(key, this.#now());
    // The token at hand still serves; whoever needs a new one later sees the error.
    this.#join(key, request, undefined).catch(() => undefined);
  }

  async #join(
    key: string,
    request: Omit<TokenRequest, "signal">,
    signal: AbortSignal | undefined,
  ): Promise<AccessToken> {
    const flightKey = JSON.stringify([key, request.claims ?? "", request.interactive, request.forceRefresh]);
    const joined = this.#flights.get(flightKey);
    const token = await this.#board(joined ?? this.#start(key, flightKey, request), signal);
    // A flight that was long in progress may land with a token that is old by now.
    if (joined === undefined || this.#isFresh(token)) return token;
    return this.#board(this.#flights.get(flightKey) ?? this.#start(key, flightKey, request), signal);
  }

  async #board(flight: Flight, signal: AbortSignal | undefined): Promise<AccessToken> {
    flight.waiting++;
    try {
      return await untilAborted(flight.promise, signal);
    } finally {
      flight.waiting--;
      if (flight.waiting === 0) flight.controller.abort();
    }
  }

  #start(key: string, flightKey: string, request: Omit<TokenRequest, "signal">): Flight {
    const controller = new AbortController();
    const promise = this.#acquire(key, { ...request, signal: controller.signal });
    const flight: Flight = { promise, controller, waiting: 0 };
    this.#flights.set(flightKey, flight);
    const land = (): void => {
      if (this.#flights.get(flightKey) === flight) this.#flights.delete(flightKey);
    };
    promise.then(land, land);
    // An abandoned flight must not be joined by the next caller.
    controller.signal.addEventListener("abort", land, { once: true });
    return flight;
  }

  async #acquire(key: string, request: TokenRequest): Promise<AccessToken> {
    const generation = this.#generation;
    const context = request.tenantId === undefined ? {} : { tenantId: request.tenantId };
    try {
      const token = await this.#source(request);
      if (token === undefined || token.token === "") {
        throw noToken(request.tenantId);
      }
      if (generation === this.#generation) this.#tokens.set(key, token);
      return token;
    } catch (error) {
      throw toArmError(error, context);
    }
  }
}

function noToken(tenantId: string | undefined): ArmError {
  if (tenantId === undefined) return armError("signIn", "SignedOut", {}, { remedy: { kind: "signIn" } });
  return armError(
    "signIn",
    "TenantLocked",
    { tenantId },
    {
      causeText: say`This tenant requires its own sign-in.`,
      nextMove: say`Sign in to this tenant, and complete what it asks for.`,
      remedy: { kind: "signIn", tenantId },
    },
  );
}
