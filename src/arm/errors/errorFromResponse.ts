import { say } from "../../l10n/sentence";
import type { ArmError, ArmErrorKind, Remedy } from "./armError";
import { deniedAction, namespaceOf, readErrorBody, type ArmErrorBody, type Denied } from "./armErrorBody";
import { kindByStatus, kindByText } from "./armErrorKindOf";
import { bearerChallenge } from "../http/challenge";
import { armError, type ArmErrorContext } from "./errorAdvice";
import { retryAfterMs } from "../http/retryAfter";
import { tryParseResourceId } from "../resources/resourceId";

/** An answer outside 2xx. Header names in lower case. */
export interface FailedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyText: string;
}

/** The error for an answer outside 2xx. */
export function errorFromResponse(response: FailedResponse, context: ArmErrorContext = {}): ArmError {
  const known = withCorrelation(response, context);
  const body = readErrorBody(parseJson(response.bodyText));
  if (body === undefined) return errorWithoutBody(response, known);
  return fromBody(body, kindByText(body) ?? kindByStatus(response.status), response, known);
}

/**
 * The error in a body that came with a 2xx answer: an operation that ended as `Failed`, a batch entry.
 * `body` is `{error: {code, message, …}}` or the inner object; anything else gives an `operationFailed` without details.
 */
export function errorFromArmBody(body: unknown, context: ArmErrorContext = {}): ArmError {
  const read = readErrorBody(body) ?? { code: "OperationFailed", message: "", details: [] };
  const kind = kindByText(read) ?? "operationFailed";
  return fromBody(read, kind === "expired" ? "operationFailed" : kind, undefined, context);
}

function withCorrelation(response: FailedResponse, context: ArmErrorContext): ArmErrorContext {
  const correlationId = response.headers["x-ms-correlation-request-id"] ?? context.correlationId;
  return correlationId === undefined ? context : { ...context, correlationId };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** No ARM error in the body: either ARM said nothing, or something else answered. */
function errorWithoutBody(response: FailedResponse, context: ArmErrorContext): ArmError {
  const { status, headers } = response;
  const fromAzure = Object.keys(headers).some((name) => name.startsWith("x-ms-"));
  if (!fromAzure && (status === 407 || (status === 403 && looksLikeHtml(response)))) {
    return armError("proxy", `HTTP${status}`, context, {
      httpStatus: status,
      causeText: say`A proxy or firewall answered instead of Azure (HTTP ${status}).`,
    });
  }
  if (status >= 300 && status < 400) {
    return armError("malformed", "Redirected", context, {
      httpStatus: status,
      retryable: false,
      causeText: say`The response was a redirect (HTTP ${status}), which Resource Manager does not send. It was not followed.`,
    });
  }
  return fromBody(
    { code: `HTTP${status}`, message: "", details: [] },
    kindByStatus(status),
    response,
    context,
  );
}

/** A web page, by its type or its first characters. */
export function looksLikeHtml(response: Pick<FailedResponse, "headers" | "bodyText">): boolean {
  if (/^text\/html\b/i.test(response.headers["content-type"] ?? "")) return true;
  return /^\s{0,64}<(?:!doctype|html|head|body)\b/i.test(response.bodyText.slice(0, 256));
}

function fromBody(
  body: ArmErrorBody,
  plainKind: ArmErrorKind,
  response: FailedResponse | undefined,
  context: ArmErrorContext,
): ArmError {
  const challenge = bearerChallenge(response?.headers["www-authenticate"]);
  const kind = plainKind === "expired" && challenge?.claims !== undefined ? "stepUp" : plainKind;
  const waitMs = response === undefined ? undefined : retryAfterMs(response.headers, Date.now());
  const denied = kind === "forbidden" ? deniedAction(body.message) : {};
  const remedy = remedyFor(kind, body, challenge, waitMs, context);
  return armError(kind, body.code, context, {
    ...causeFor(kind, body, denied),
    ...nextMoveFor(kind, body, waitMs),
    ...(response !== undefined && { httpStatus: response.status }),
    ...(waitMs !== undefined && { retryAfterSeconds: Math.ceil(waitMs / 1000) }),
    ...(remedy !== undefined && { remedy }),
    ...denied,
    details: body.details,
  });
}

function causeFor(kind: ArmErrorKind, body: ArmErrorBody, denied: Denied): { causeText?: string } {
  if (denied.action !== undefined) {
    return {
      causeText: say`The signed-in account does not have permission to perform ${denied.action} on ${denied.scope === undefined || denied.scope === "" ? "/" : denied.scope}.`,
    };
  }
  if (kind === "providerNotRegistered") {
    return {
      causeText: say`The subscription is not registered for ${namespaceOf(body) ?? say`this resource provider`}.`,
    };
  }
  if (kind === "expired" || kind === "stepUp" || kind === "tenant" || body.message === "") return {};
  const field = body.target ?? body.details.find(({ target }) => target !== undefined)?.target;
  if (kind === "invalid" && field !== undefined)
    return { causeText: say`${sentence(body.message)} The field is ${field}.` };
  return { causeText: sentence(body.message) };
}

/** Azure's own words, bounded to what fits a notification. */
function sentence(message: string): string {
  const line = message.replace(/\s+/g, " ").trim();
  const short = line.length > 600 ? `${line.slice(0, 600)}…` : line;
  return /[.!?…]$/.test(short) ? short : `${short}.`;
}

function nextMoveFor(
  kind: ArmErrorKind,
  body: ArmErrorBody,
  waitMs: number | undefined,
): { nextMove?: string } {
  if (waitMs !== undefined && (kind === "throttled" || kind === "server")) {
    return { nextMove: say`Wait ${Math.ceil(waitMs / 1000)} seconds, then retry.` };
  }
  if (body.code.toLowerCase() === "scopelocked") {
    return {
      nextMove: say`Remove the lock on the resource or its group (requires Microsoft.Authorization/locks/delete), then retry.`,
    };
  }
  if (kind === "providerNotRegistered") {
    const namespace = namespaceOf(body);
    if (namespace !== undefined)
      return {
        nextMove: say`Register ${namespace} in the subscription, wait until it is registered, and retry.`,
      };
  }
  return {};
}

const signInKinds: ReadonlySet<ArmErrorKind> = new Set(["expired", "signIn", "tenant", "stepUp"]);

function remedyFor(
  kind: ArmErrorKind,
  body: ArmErrorBody,
  challenge: ReturnType<typeof bearerChallenge>,
  waitMs: number | undefined,
  context: ArmErrorContext,
): Remedy | undefined {
  const tenantId =
    kind === "tenant" ? (challenge?.tenantId ?? context.tenantId) : (context.tenantId ?? challenge?.tenantId);
  if (signInKinds.has(kind)) {
    return {
      kind: "signIn",
      ...(tenantId !== undefined && { tenantId }),
      ...(challenge?.claims !== undefined && { claims: challenge.claims }),
    };
  }
  if (kind === "providerNotRegistered") {
    const namespace = namespaceOf(body) ?? providerOf(context.path);
    const subscriptionId = subscriptionOf(context.path);
    if (namespace !== undefined && subscriptionId !== undefined) {
      return { kind: "registerProvider", namespace, subscriptionId };
    }
  }
  if (waitMs !== undefined) return { kind: "retryAfter", seconds: Math.ceil(waitMs / 1000) };
  return undefined;
}

function subscriptionOf(path: string | undefined): string | undefined {
  return /\/subscriptions\/([0-9a-f-]{36})(?:[/?]|$)/i.exec(path ?? "")?.[1];
}

function providerOf(path: string | undefined): string | undefined {
  const id = tryParseResourceId((path ?? "").replace(/[?#].*$/, "").replace(/^https?:\/\/[^/]+/i, ""));
  return id?.kind === "resource" ? id.provider : undefined;
}
