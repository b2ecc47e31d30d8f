import { say } from "../../l10n/sentence";
import { ArmError, isAborted, type ArmErrorKind } from "./armError";
import { armError, type ArmErrorContext } from "./errorAdvice";
import { errorFromIdentity } from "./errorFromIdentity";
import { errorFromResponse } from "./errorFromResponse";

/**
 * Turns anything that was thrown into an `ArmError`: Node's network errors (also wrapped in `cause` or `errors`),
 * errors of the Azure libraries with or without an answer, sign-in errors, aborts. An `ArmError` comes back as it is, with what the context adds.
 */
export function toArmError(thrown: unknown, context: ArmErrorContext = {}): ArmError {
  const chain = errorChain(thrown);
  const known = chain.find((error) => error instanceof ArmError);
  if (known instanceof ArmError) return known.in(context);
  if (chain.some(isAborted)) return armError("aborted", "Aborted", context);
  // A network error explains a sign-in error above it; a sign-in error explains the answer that it came from.
  for (const read of [fromNode, errorFromIdentity, fromLibraryResponse]) {
    const found = chain.map((error) => read(error, context)).find((made) => made !== undefined);
    if (found !== undefined) return found;
  }
  const message = chain[0]?.message ?? (typeof thrown === "string" ? thrown : "");
  return armError("unexpected", chain[0]?.name ?? "Unknown", context, {
    ...(message !== "" && { causeText: message.slice(0, 600) }),
  });
}

/** The error, its causes, and the members of aggregate errors, outermost first. */
function errorChain(thrown: unknown): readonly Error[] {
  const found = new Set<Error>();
  const visit = (value: unknown): void => {
    if (!(value instanceof Error) || found.has(value) || found.size > 20) return;
    found.add(value);
    visit(value.cause);
    if (value instanceof AggregateError) value.errors.forEach(visit);
  };
  visit(thrown);
  return [...found];
}

interface LibraryResponse {
  readonly status: number;
  readonly headers: { toJSON(): Record<string, string> };
  readonly bodyAsText?: string | null;
}

/** `RestError` of the Azure libraries, known by its shape: it may come from another copy of the library. */
function fromLibraryResponse(error: Error, context: ArmErrorContext): ArmError | undefined {
  if (error.name !== "RestError" || !("response" in error) || !isLibraryResponse(error.response))
    return undefined;
  const { status, headers, bodyAsText } = error.response;
  const lower = Object.fromEntries(
    Object.entries(headers.toJSON()).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return errorFromResponse({ status, headers: lower, bodyText: bodyAsText ?? "" }, context);
}

function isLibraryResponse(value: unknown): value is LibraryResponse {
  return (
    typeof value === "object" &&
    value !== null &&
    "status" in value &&
    typeof value.status === "number" &&
    "headers" in value &&
    typeof value.headers === "object" &&
    value.headers !== null &&
    "toJSON" in value.headers
  );
}

/** Kinds by our proxy's error codes (`tunnelAgent.ts`) and Node's: https://nodejs.org/api/errors.html#common-system-errors and …#openssl-error-codes */
const kindOfNodeCode: Readonly<Record<string, ArmErrorKind>> = {
  PROXY_INVALID: "proxy",
  PROXY_UNREACHABLE: "proxy",
  PROXY_TIMEOUT: "proxy",
  PROXY_REFUSED: "proxy",
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  EAI_FAIL: "dns",
  EAI_NODATA: "dns",
  EAI_NONAME: "dns",
  ECONNREFUSED: "offline",
  ENETUNREACH: "offline",
  ENETDOWN: "offline",
  EHOSTUNREACH: "offline",
  EHOSTDOWN: "offline",
  EADDRNOTAVAIL: "offline",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  ERR_STREAM_PREMATURE_CLOSE: "reset",
  ERR_SOCKET_CLOSED: "reset",
  HPE_INVALID_CONSTANT: "malformed",
  ETIMEDOUT: "timeout",
  ESOCKETTIMEDOUT: "timeout",
  SELF_SIGNED_CERT_IN_CHAIN: "certificate",
  DEPTH_ZERO_SELF_SIGNED_CERT: "certificate",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "certificate",
  UNABLE_TO_GET_ISSUER_CERT: "certificate",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "certificate",
  CERT_HAS_EXPIRED: "certificate",
  CERT_NOT_YET_VALID: "certificate",
  CERT_UNTRUSTED: "certificate",
  CERT_REJECTED: "certificate",
  CERT_REVOKED: "certificate",
  CERT_SIGNATURE_FAILURE: "certificate",
  INVALID_CA: "certificate",
  HOSTNAME_MISMATCH: "certificate",
  ERR_TLS_CERT_ALTNAME_INVALID: "certificate",
};

function fromNode(error: Error, context: ArmErrorContext): ArmError | undefined {
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const kind = code === undefined ? undefined : (kindOfNodeCode[code] ?? kindByPrefix(code));
  if (code === undefined || kind === undefined) return undefined;
  const host = hostOf(error, context);
  if (kind === "proxy") return armError(kind, code, context, { causeText: error.message });
  const causeText = host === undefined ? undefined : causesWithHost[kind]?.(host, code);
  return armError(kind, code, context, { ...(causeText !== undefined && { causeText }) });
}

function kindByPrefix(code: string): ArmErrorKind | undefined {
  if (code.startsWith("HPE_")) return "malformed";
  if (code.startsWith("ERR_SSL_") || code === "EPROTO") return "certificate";
  return undefined;
}

function hostOf(error: Error, context: ArmErrorContext): string | undefined {
  if ("hostname" in error && typeof error.hostname === "string") return error.hostname;
  return URL.canParse(context.path ?? "") ? new URL(context.path ?? "").hostname : undefined;
}

const causesWithHost: Partial<Record<ArmErrorKind, (host: string, code: string) => string>> = {
  dns: (host, code) => say`The name ${host} could not be resolved (${code}).`,
  offline: (host, code) => say`Could not connect to ${host} (${code}).`,
  certificate: (host, code) => say`The certificate of ${host} is not trusted on this machine (${code}).`,
  reset: (host, code) =>
    say`The connection to ${host} was closed before the response was complete (${code}).`,
};
