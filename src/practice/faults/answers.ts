import { authorizationFailed } from "../authorization/access";
import type { Identity } from "../authorization/token";
import { Refusal } from "../engine/refusal";
import type { FaultEffect } from "./script";

/** ARM's own words for a status that a fault script asks for. */
export function refusalFor(
  effect: Extract<FaultEffect, { kind: "status" }>,
  request: {
    readonly caller: Identity;
    readonly action: string;
    readonly scope: string;
    readonly retryAfter: string;
  },
): Refusal {
  if (effect.claims) return claimsChallenge();
  if (effect.status === 403 && effect.code === undefined) {
    const forbidden = authorizationFailed(request.caller, request.action, request.scope);
    return effect.message === undefined ? forbidden : new Refusal(403, forbidden.code, effect.message);
  }
  const [code, message] = words[effect.status] ?? [
    "PracticeFault",
    "The practice cloud was told to refuse this.",
  ];
  const wait = effect.retryAfter ?? (effect.status === 429 ? request.retryAfter : undefined);
  return new Refusal(effect.status, effect.code ?? code, effect.message ?? message, {
    headers: wait === undefined ? {} : { "retry-after": String(wait) },
  });
}

const words: Readonly<Record<number, readonly [string, string]>> = {
  400: ["BadRequest", "The request is invalid."],
  401: ["ExpiredAuthenticationToken", "The access token expiry UTC time is earlier than current UTC time."],
  404: [
    "ResourceNotFound",
    "The resource was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
  ],
  409: ["Conflict", "Another operation on this resource is in progress. Retry when it has ended."],
  412: ["PreconditionFailed", "The condition in the request's If-Match or If-None-Match header is not met."],
  429: [
    "TooManyRequests",
    "The request is being throttled as the limit has been reached for this operation type. Please try again later.",
  ],
  500: [
    "InternalServerError",
    "Encountered internal server error. The tracking id is in the x-ms-request-id header.",
  ],
  502: ["BadGateway", "The gateway received an invalid answer from the resource provider."],
  503: ["ServiceUnavailable", "The service is unavailable. Please try again later."],
  504: [
    "GatewayTimeout",
    "The gateway did not receive a response from the resource provider within the specified time period.",
  ],
};

/** Conditional access asks for more: 401 with a claims challenge (OpenID Connect claims request, base64). */
function claimsChallenge(): Refusal {
  const claims = Buffer.from(
    JSON.stringify({ access_token: { acrs: { essential: true, value: "p1" } } }),
  ).toString("base64");
  return new Refusal(
    401,
    "RequestDisallowedByAzure",
    "Multi-factor authentication is required for this request.",
    {
      headers: {
        "www-authenticate": `Bearer realm="", authorization_uri="https://login.practice.invalid/common/oauth2/authorize", error="insufficient_claims", claims="${claims}"`,
      },
    },
  );
}
