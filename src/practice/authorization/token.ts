import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { isObject, member, textAt, type Json, type JsonObject } from "../state/json";

/** Whom a practice token speaks for. */
export interface Identity {
  readonly objectId: string;
  readonly tenantId: string;
  readonly name: string;
  readonly kind: "user" | "managedIdentity";
}

export interface IssuedToken {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expiresOn: number;
}

/** What a good token says. */
export interface Presented {
  readonly identity: Identity;
  /** Whether it was issued in answer to a claims challenge. */
  readonly claims: boolean;
}

export type Verdict =
  | { readonly ok: true; readonly presented: Presented }
  | { readonly ok: false; readonly why: "missing" | "malformed" | "signature" | "expired" | "audience" };

const lifetime = 24 * 60 * 60 * 1000;

/**
 * Issues and reads bearer tokens of the practice cloud: JWTs (RFC 7519) with the claims that Entra puts into
 * Resource Manager tokens, signed with a key that lives as long as this object.
 */
export class TokenIssuer {
  readonly #key = randomBytes(32);
  readonly #audience: string;

  constructor(audience: string) {
    this.#audience = audience;
  }

  issue(
    identity: Identity,
    now: number,
    options: { readonly claims?: boolean; readonly audience?: string } = {},
  ): IssuedToken {
    const expiresOn = now + lifetime;
    const payload: JsonObject = {
      aud: options.audience ?? this.#audience,
      iss: `https://sts.practice.invalid/${identity.tenantId}/`,
      iat: Math.floor(now / 1000),
      nbf: Math.floor(now / 1000),
      exp: Math.floor(expiresOn / 1000),
      idtyp: identity.kind === "user" ? "user" : "app",
      name: identity.name,
      oid: identity.objectId,
      sub: identity.objectId,
      tid: identity.tenantId,
      ...(options.claims === true && { xms_cc: ["CP1"] }),
      ver: "1.0",
    };
    const body = `${encode({ typ: "JWT", alg: "HS256" })}.${encode(payload)}`;
    return { token: `${body}.${this.#sign(body).toString("base64url")}`, expiresOn };
  }

  /** `audience`: the resource that asks. Default: Resource Manager. */
  verify(authorization: string | undefined, now: number, audience = this.#audience): Verdict {
    const token = /^Bearer ([^ ]+)$/i.exec(authorization ?? "")?.[1];
    if (token === undefined) return { ok: false, why: "missing" };
    const [header, body, signature, ...rest] = token.split(".");
    if (header === undefined || body === undefined || signature === undefined || rest.length > 0)
      return { ok: false, why: "malformed" };
    const given = Buffer.from(signature, "base64url");
    const wanted = this.#sign(`${header}.${body}`);
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
      return { ok: false, why: "signature" };
    const payload: unknown = JSON.parse(Buffer.from(body, "base64url").toString("utf8"));
    return read(payload, now, audience);
  }

  #sign(body: string): Buffer {
    return createHmac("sha256", this.#key).update(body).digest();
  }
}

function read(payload: unknown, now: number, audience: string): Verdict {
  const expires = member(payload, "exp");
  if (!isObject(payload) || typeof expires !== "number") return { ok: false, why: "malformed" };
  if (expires * 1000 <= now) return { ok: false, why: "expired" };
  if (textAt(payload, "aud") !== audience) return { ok: false, why: "audience" };
  return {
    ok: true,
    presented: {
      identity: {
        objectId: textAt(payload, "oid") ?? "",
        tenantId: textAt(payload, "tid") ?? "",
        name: textAt(payload, "name") ?? "",
        kind: textAt(payload, "idtyp") === "user" ? "user" : "managedIdentity",
      },
      claims: member(payload, "xms_cc") !== undefined,
    },
  };
}

function encode(value: Json): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
