import { say } from "../l10n/sentence";
import { readNumber, readObject, readString } from "../arm/decode";

/** What a token says about itself. Holds nothing by which it could be used. */
export interface TokenFacts {
  readonly audience: string | undefined;
  readonly tenantId: string | undefined;
  readonly objectId: string | undefined;
  /** The client (application) id. */
  readonly clientId: string | undefined;
  /** ARM ID of the machine or identity that it was issued for. */
  readonly resourceId: string | undefined;
  readonly issuer: string | undefined;
  /** Milliseconds since 1970. */
  readonly issuedAt: number | undefined;
  readonly expiresAt: number | undefined;
}

export type TokenReading =
  | { readonly kind: "token"; readonly facts: TokenFacts }
  | { readonly kind: "notAToken"; readonly why: string };

/** Longer than any token of Microsoft Entra. */
const longest = 65_536;

/**
 * Reads an access token (RFC 7519) without checking its signature: what it says, not whether it is true. A leading
 * `Bearer ` and the JSON answer of the metadata service are taken too. The token is neither kept nor quoted.
 */
export function readToken(text: string): TokenReading {
  if (text.length > longest) return { kind: "notAToken", why: say`It is longer than any token.` };
  const token = bare(text.trim());
  const parts = token.split(".");
  if (parts.length === 5)
    return { kind: "notAToken", why: say`It is an encrypted token: only its audience can decrypt it.` };
  const [, payload] = parts;
  if (parts.length !== 3 || payload === undefined || !/^[\w-]+$/.test(payload))
    return { kind: "notAToken", why: say`A token has three parts with dots between them.` };
  const claims = readJson(Buffer.from(payload, "base64url").toString("utf8"));
  if (claims === undefined) return { kind: "notAToken", why: say`Its middle part is not JSON.` };
  const seconds = (name: string): number | undefined => {
    const value = readNumber(claims[name]);
    return value === undefined ? undefined : value * 1000;
  };
  return {
    kind: "token",
    facts: {
      audience: readString(claims["aud"]),
      tenantId: readString(claims["tid"]),
      objectId: readString(claims["oid"]) ?? readString(claims["sub"]),
      clientId: readString(claims["appid"]) ?? readString(claims["azp"]),
      resourceId: readString(claims["xms_az_rid"]) ?? readString(claims["xms_mirid"]),
      issuer: readString(claims["iss"]),
      issuedAt: seconds("iat"),
      expiresAt: seconds("exp"),
    },
  };
}

function bare(text: string): string {
  if (text.startsWith("{")) return readString(readJson(text)?.["access_token"]) ?? "";
  return text.replace(/^(authorization: *)?bearer +/i, "");
}

function readJson(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? readObject(value) : undefined;
  } catch {
    return undefined;
  }
}
