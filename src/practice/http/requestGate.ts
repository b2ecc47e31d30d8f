import type { Answer } from "../engine/call";
import { answer, actionOf, refusalAnswer } from "../engine/engine";
import { refusalFor } from "../faults/answers";
import type { FaultInjector, Strike } from "../faults/injector";
import { Limits, type LimitKind, type Measure } from "./limits";
import { retryAfter } from "../engine/operations";
import { Refusal } from "../engine/refusal";
import { subscriptionOf } from "../state/resource";
import type { Presented, TokenIssuer, Verdict } from "../authorization/token";
import { toResponse, type PracticeRequest, type PracticeResponse } from "./wire";
import type { World } from "../state/world";

/** A fault script broke the connection. */
export class ConnectionResetError extends Error {
  override readonly name = "ConnectionResetError";
  readonly code = "ECONNRESET";

  constructor() {
    super("read ECONNRESET");
  }
}

export interface RequestGate {
  /** Looks at a request when it arrives: which faults it meets. `answer` is called when its latency is over. */
  enter(request: PracticeRequest): { readonly latency: number; answer(): PracticeResponse };
  askFromInside: World["ask"];
}

/** Stands before Resource Manager: token, faults, limits, in that order. */
export function requestGate(input: {
  readonly world: World;
  readonly issuer: TokenIssuer;
  readonly injector: FaultInjector;
  readonly enforceLimits: boolean;
}): RequestGate {
  const { world, issuer, injector } = input;
  // The time of what is being played, so that a deployment which catches up meets the limits of its own moments.
  const limits = new Limits({ now: () => world.now() });

  const pass = (request: PracticeRequest, url: URL, presented: Presented, strike: Strike): Answer => {
    const { effect } = strike;
    if (effect?.kind === "reset") throw new ConnectionResetError();
    if (effect?.kind === "status")
      return refusalAnswer(
        refusalFor(effect, {
          caller: presented.identity,
          ...actionOf(request.method, url),
          retryAfter: retryAfter(world),
        }),
      );
    const measured = measure(limits, "take", request.method, url, presented.identity.objectId);
    if (input.enforceLimits && measured.wait > 0) return refusalAnswer(throttled(measured));
    world.operations.fate = strike.fate;
    const reply = answer(world, {
      method: request.method,
      url,
      headers: request.headers,
      body: request.body,
      presented,
    });
    world.operations.fate = undefined;
    return { ...reply, headers: { ...quotaHeaders(measured), ...reply.headers } };
  };

  /** A request that comes too often is turned away before it can meet a fault: that one waits for one that is let in. */
  const tooOften = (method: string, url: URL, principal: string): Answer | undefined => {
    if (!input.enforceLimits) return undefined;
    const measured = measure(limits, "look", method, url, principal);
    return measured.wait > 0 ? refusalAnswer(throttled(measured)) : undefined;
  };

  return {
    enter: (request) => {
      const url = new URL(request.url);
      const verdict = issuer.verify(request.headers["authorization"], world.clock.now());
      const refused = verdict.ok
        ? tooOften(request.method, url, verdict.presented.identity.objectId)
        : undefined;
      if (refused !== undefined) return { latency: 0, answer: () => toResponse(world, request, refused) };
      const strike = injector.strike({
        method: request.method,
        path: decodePath(url),
        claims: verdict.ok && verdict.presented.claims,
      });
      return {
        latency: strike.latency,
        answer: () => {
          const reply = verdict.ok
            ? pass(request, url, verdict.presented, strike)
            : refusalAnswer(unauthenticated(verdict));
          return spoil(toResponse(world, request, reply), verdict.ok ? strike : undefined);
        },
      };
    },
    askFromInside: ({ identity, method, path, body }) => {
      const url = new URL(path, "https://management.practice.invalid");
      const refused = tooOften(method, url, identity.objectId);
      if (refused !== undefined) return refused;
      const strike = injector.strike({ method, path: decodePath(url), claims: false });
      const text = body === undefined ? {} : { body: JSON.stringify(body) };
      try {
        return pass(
          { method, url: url.href, headers: {}, ...text },
          url,
          { identity, claims: false },
          strike,
        );
      } catch (error) {
        if (error instanceof ConnectionResetError) return "reset";
        throw error;
      }
    },
  };
}

function decodePath(url: URL): string {
  try {
    return decodeURIComponent(url.pathname);
  } catch {
    return url.pathname;
  }
}

interface Measured extends Measure {
  readonly kind: LimitKind;
}

function measure(
  limits: Limits,
  how: "take" | "look",
  method: string,
  url: URL,
  principal: string,
): Measured {
  const kind = kindOf(method, url);
  const key = kind === "graph" ? principal : `${subscriptionOf(url.pathname)} ${principal}`;
  return { kind, ...limits[how](kind, key) };
}

function kindOf(method: string, url: URL): LimitKind {
  if (/\/providers\/Microsoft\.ResourceGraph\//i.test(url.pathname)) return "graph";
  if (method === "GET" || method === "HEAD") return "reads";
  return method === "DELETE" ? "deletes" : "writes";
}

function quotaHeaders(measured: Measured): Readonly<Record<string, string>> {
  return measured.kind === "graph"
    ? {
        "x-ms-user-quota-remaining": String(measured.remaining),
        "x-ms-user-quota-resets-after": `00:00:${String(measured.resets).padStart(2, "0")}`,
      }
    : { [`x-ms-ratelimit-remaining-subscription-${measured.kind}`]: String(measured.remaining) };
}

function throttled(measured: Measured): Refusal {
  const seconds = String(measured.wait);
  if (measured.kind === "graph")
    return new Refusal(
      429,
      "RateLimiting",
      "Please provide below info when asking for support: the request rate is limited.",
      {
        headers: {
          "retry-after": seconds,
          "x-ms-user-quota-remaining": "0",
          "x-ms-user-quota-resets-after": `00:00:${seconds.padStart(2, "0")}`,
        },
      },
    );
  return new Refusal(
    429,
    "SubscriptionRequestsThrottled",
    `Number of ${measured.kind} for the subscription exceeded the limit. Please try again after '${seconds}' seconds.`,
    { headers: { "retry-after": seconds, [`x-ms-ratelimit-remaining-subscription-${measured.kind}`]: "0" } },
  );
}

/** Bodies that no client expects. */
function spoil(response: PracticeResponse, strike: Strike | undefined): PracticeResponse {
  if (strike?.effect?.kind !== "body") return response;
  switch (strike.effect.body) {
    case "malformed":
      return { ...response, body: '{"value":[{"id":"/subscriptions/' };
    case "html":
      return {
        status: 200,
        headers: { ...response.headers, "content-type": "text/html; charset=utf-8" },
        body: "<!DOCTYPE html><html><head><title>Sign in</title></head><body>The network wants you to sign in.</body></html>",
      };
    case "empty":
      return { ...response, body: "" };
  }
}

function unauthenticated(verdict: Extract<Verdict, { ok: false }>): Refusal {
  const challenge = `Bearer authorization_uri="https://login.practice.invalid/common", error="invalid_token"`;
  if (verdict.why === "missing")
    return new Refusal(
      401,
      "AuthenticationFailed",
      "Authentication failed. The 'Authorization' header is missing.",
      {
        headers: {
          "www-authenticate": `${challenge}, error_description="The authentication failed because of missing 'Authorization' header."`,
        },
      },
    );
  const [code, message] = wordsFor[verdict.why];
  return new Refusal(401, code, message, {
    headers: { "www-authenticate": `${challenge}, error_description="${message}"` },
  });
}

const invalid = ["InvalidAuthenticationToken", "The access token is invalid."] as const;
const wordsFor = {
  malformed: invalid,
  signature: invalid,
  expired: [
    "ExpiredAuthenticationToken",
    "The access token expiry UTC time is earlier than current UTC time. Please get a new token.",
  ],
  audience: [
    "InvalidAuthenticationTokenAudience",
    "The access token has been obtained for wrong audience or resource. It should exactly match one of the allowed audiences.",
  ],
} as const;
