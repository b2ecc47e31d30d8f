import type { AccessToken } from "@azure/core-auth";
import type { TokenSource } from "./tokenCache";

/** What a keeper of sessions is asked for. */
export interface SessionTokenRequest {
  readonly tenantId?: string;
  /** JSON text of a claims challenge that the token must satisfy. */
  readonly claims?: string;
  /** May it show a sign-in? Without this it must be silent. */
  readonly interactive: boolean;
  /** Azure refused the last token: give another, if there is one. */
  readonly forceRefresh: boolean;
  readonly signal: AbortSignal;
}

/** Gives the token of a session; `undefined` when there is none. */
export type GetSessionToken = (
  scopes: readonly string[],
  request: SessionTokenRequest,
) => Promise<AccessToken | string | undefined>;

/** A session's keeper renews tokens itself and does not report when they expire: then ask again soon. */
const unknownExpiryMs = 300_000;

/** The source of tokens that someone else's sessions give. */
export function sessionSource(getToken: GetSessionToken, now: () => number = Date.now): TokenSource {
  return async ({ scopes, ...request }) => {
    const got = await getToken(scopes, request);
    if (typeof got !== "string") return got;
    return { token: got, expiresOnTimestamp: expiryOf(got) ?? now() + unknownExpiryMs };
  };
}

/** `exp` (RFC 7519 section 4.1.4) of a JSON Web Token in milliseconds. Read to plan the renewal, never to trust the token. */
function expiryOf(token: string): number | undefined {
  const payload = token.split(".")[1];
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    if (typeof claims !== "object" || claims === null || !("exp" in claims)) return undefined;
    return typeof claims.exp === "number" ? claims.exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}
