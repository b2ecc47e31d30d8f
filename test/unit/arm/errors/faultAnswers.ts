import type { ArmErrorKind } from "../../../../src/arm/errors";
import type { Handler } from "../network/loopback";

export const subscription = "00000000-1111-2222-3333-444444444444";
export const machine = `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.HybridCompute/machines/vm1`;

/** What a user is told. */
export interface Expected {
  readonly kind: ArmErrorKind;
  readonly code?: string;
  readonly cause: RegExp;
  readonly next: RegExp;
  readonly retryable: boolean;
  readonly remedy?: unknown;
  readonly action?: string;
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Handler {
  return (_request, response) =>
    response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(body));
}

function raw(status: number, body: string, headers: Record<string, string> = {}): Handler {
  return (_request, response) => response.writeHead(status, headers).end(body);
}

function fault(status: number, code: string, message: string, more: object = {}): Handler {
  return json(status, { error: { code, message, ...more } });
}

/** Answers that a server can give, and what must come of them. */
export const answers: Readonly<Record<string, readonly [Handler, Expected]>> = {
  "429": [
    json(
      429,
      { error: { code: "SubscriptionRequestsThrottled", message: "Number of requests exceeded the limit." } },
      { "Retry-After": "300" },
    ),
    {
      kind: "throttled",
      cause: /exceeded the limit/,
      next: /^Wait 300 seconds/,
      retryable: true,
      remedy: { kind: "retryAfter", seconds: 300 },
    },
  ],
  "503": [
    raw(503, ""),
    { kind: "server", code: "HTTP503", cause: /internal problem/, next: /few minutes/, retryable: true },
  ],
  "500 with ARM's words": [
    fault(500, "InternalServerError", "The server encountered an internal error."),
    { kind: "server", cause: /internal error/, next: /correlation ID/, retryable: true },
  ],
  reset: [
    (request) => request.socket.destroy(),
    { kind: "reset", cause: /connection to 127\.0\.0\.1 was closed/, next: /Retry/, retryable: true },
  ],
  "401 expired": [
    json(401, {
      error: {
        code: "ExpiredAuthenticationToken",
        message: "The access token expiry UTC time is earlier than now.",
      },
    }),
    {
      kind: "expired",
      cause: /expired/,
      next: /Sign in again/,
      retryable: false,
      remedy: { kind: "signIn" },
    },
  ],
  "401 of another tenant": [
    json(
      401,
      {
        error: {
          code: "InvalidAuthenticationTokenTenant",
          message: "The access token is from the wrong issuer.",
        },
      },
      {
        "WWW-Authenticate": `Bearer authorization_uri="https://login.microsoftonline.com/${subscription}", error="invalid_token"`,
      },
    ),
    {
      kind: "tenant",
      cause: /tenant/,
      next: /Sign in to the tenant/,
      retryable: false,
      remedy: { kind: "signIn", tenantId: subscription },
    },
  ],
  "401 challenge": [
    json(
      401,
      {},
      {
        "WWW-Authenticate": `Bearer error="insufficient_claims", claims="${Buffer.from('{"a":1}').toString("base64")}"`,
      },
    ),
    {
      kind: "stepUp",
      cause: /stronger sign-in/,
      next: /Sign in to the tenant again/,
      retryable: false,
      remedy: { kind: "signIn", claims: '{"a":1}' },
    },
  ],
  "403": [
    fault(
      403,
      "AuthorizationFailed",
      `The client 'someone@example.com' with object id '${subscription}' does not have authorization to perform action 'Microsoft.HybridCompute/machines/read' over scope '${machine}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    ),
    {
      kind: "forbidden",
      cause:
        /does not have permission to perform Microsoft\.HybridCompute\/machines\/read on \/subscriptions\//,
      next: /role/,
      retryable: false,
      action: "Microsoft.HybridCompute/machines/read",
    },
  ],
  "403 on a linked resource": [
    fault(
      403,
      "LinkedAuthorizationFailed",
      `The client has permission to perform action 'Microsoft.NetworkCloud/virtualMachines/write' on scope '/a'; however, it does not have permission to perform action(s) 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action' on the linked scope(s) '/subscriptions/${subscription}/u1' (respectively).`,
    ),
    {
      kind: "forbidden",
      cause: /userAssignedIdentities\/assign\/action/,
      next: /role/,
      retryable: false,
      action: "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
    },
  ],
  "403 by policy": [
    fault(403, "RequestDisallowedByPolicy", "Resource 'vm1' was disallowed by policy."),
    { kind: "policy", cause: /disallowed by policy/, next: /exemption/, retryable: false },
  ],
  "403 behind a private link": [
    fault(403, "Forbidden", "Public network access is disabled for this private link scope."),
    { kind: "privateLink", cause: /Public network access/, next: /private endpoint/, retryable: false },
  ],
  "404": [
    fault(
      404,
      "ResourceNotFound",
      "The Resource 'Microsoft.HybridCompute/machines/vm1' under resource group 'rg' was not found.",
    ),
    { kind: "notFound", cause: /vm1/, next: /Refresh/, retryable: false },
  ],
  "409": [
    fault(409, "Conflict", "Another operation is in progress."),
    { kind: "conflict", cause: /in progress/, next: /Wait until/, retryable: true },
  ],
  "409 for a lock": [
    fault(409, "ScopeLocked", "The scope cannot perform write operation because it is locked."),
    { kind: "conflict", cause: /locked/, next: /Remove the lock/, retryable: true },
  ],
  "409 for a provider": [
    fault(
      409,
      "MissingSubscriptionRegistration",
      "The subscription is not registered to use namespace 'Microsoft.HybridCompute'. See https://aka.ms/rps-not-found for how to register subscriptions.",
    ),
    {
      kind: "providerNotRegistered",
      cause: /not registered for Microsoft\.HybridCompute/,
      next: /^Register Microsoft\.HybridCompute/,
      retryable: false,
      remedy: {
        kind: "registerProvider",
        namespace: "Microsoft.HybridCompute",
        subscriptionId: subscription,
      },
    },
  ],
  "400 with a field": [
    fault(400, "InvalidParameter", "The value is not allowed", {
      details: [{ code: "Invalid", message: "too long", target: "properties.vmId" }],
    }),
    {
      kind: "invalid",
      cause: /not allowed\. The field is properties\.vmId/,
      next: /Correct/,
      retryable: false,
    },
  ],
  "400 for a quota": [
    fault(
      400,
      "OperationNotAllowed",
      "Operation could not be completed as it results in exceeding approved Cores quota.",
    ),
    { kind: "quota", cause: /quota/, next: /higher quota/, retryable: false },
  ],
  "malformed JSON": [
    raw(200, '{"value": [', { "Content-Type": "application/json" }),
    {
      kind: "malformed",
      code: "MalformedJson",
      cause: /JSON cannot be read/,
      next: /Retry/,
      retryable: true,
    },
  ],
  "HTML instead of JSON": [
    raw(200, "<!DOCTYPE html><title>Sign in to the guest network</title>", { "Content-Type": "text/html" }),
    {
      kind: "malformed",
      code: "HtmlInsteadOfJson",
      cause: /web page/,
      next: /sign-in page/,
      retryable: true,
    },
  ],
  "plain text instead of JSON": [
    raw(200, "OK", { "Content-Type": "text/plain" }),
    {
      kind: "malformed",
      code: "UnexpectedContentType",
      cause: /text\/plain, not JSON/,
      next: /proxy/,
      retryable: true,
    },
  ],
  "empty body": [
    raw(200, ""),
    {
      kind: "malformed",
      code: "EmptyBody",
      cause: /without the requested content/,
      next: /Retry/,
      retryable: true,
    },
  ],
  "a firewall's own 403": [
    raw(403, "<html>blocked</html>", { "Content-Type": "text/html" }),
    { kind: "proxy", cause: /proxy or firewall answered instead of Azure/, next: /proxy/, retryable: false },
  ],
};
