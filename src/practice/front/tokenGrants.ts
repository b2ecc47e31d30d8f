import { randomBytes, timingSafeEqual } from "node:crypto";
import type { PracticeCloud } from "../cloud";
import type { PracticeResponse } from "../http/wire";
import { isObject, member, type JsonObject } from "../state/json";
import type { Identity } from "../authorization/token";
import { json, oauthError } from "./answers";
import type { PracticeApplication } from "./application";

/** A request to the token endpoint. */
export interface TokenRequest {
  readonly form: URLSearchParams;
  /** The tenant of the path; for `common`, `organizations` and `adfs` the user's home. */
  readonly tenantId: string;
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Who may ask for what. One user, one application; codes and the refresh token are made once and name the user. */
export class TokenGrants {
  readonly #cloud: PracticeCloud;
  readonly #application: PracticeApplication;
  /** Resources that tokens are given for, without a slash at the end; with the audience that the token names. */
  readonly #resources: ReadonlyMap<string, string>;
  readonly #deviceCode = randomSecret();
  readonly #code = randomSecret();
  readonly #refreshToken = randomSecret();

  constructor(
    cloud: PracticeCloud,
    application: PracticeApplication,
    resources: ReadonlyMap<string, string>,
  ) {
    this.#cloud = cloud;
    this.#application = application;
    this.#resources = resources;
  }

  /** The tenant that a path names; undefined for one that does not exist. */
  tenantOf(name: string): string | undefined {
    const asked = name.toLowerCase();
    if (["common", "organizations", "adfs"].includes(asked)) return this.#cloud.user.tenantId;
    return this.#cloud.world.directory.tenants.find(
      ({ tenantId, defaultDomain }) => tenantId.toLowerCase() === asked || defaultDomain === asked,
    )?.tenantId;
  }

  /** RFC 8628. The practice user is signed in without going to the page. */
  startDeviceCode(origin: string, form: URLSearchParams): JsonObject {
    const address = `${origin}/devicelogin`;
    return {
      user_code: "PRACTICE",
      device_code: withScope(this.#deviceCode, form),
      verification_uri: address,
      expires_in: 900,
      interval: 1,
      message: `The practice cloud signs in ${this.#cloud.user.name} without a browser. You do not have to open ${address}.`,
    };
  }

  /** The browser's part of the code flow (RFC 6749, section 4.1): back to the program on this machine that waits for it. */
  authorize(query: URLSearchParams): PracticeResponse {
    const target = loopbackUrl(query.get("redirect_uri"));
    if (target === undefined)
      return oauthError(
        400,
        "invalid_request",
        50011,
        "The redirect URI specified in the request must be one of this machine: http://localhost or http://127.0.0.1.",
      );
    target.searchParams.set("code", withScope(this.#code, query));
    const state = query.get("state");
    if (state !== null) target.searchParams.set("state", state);
    return { status: 302, headers: { location: target.href, "cache-control": "no-store" }, body: "" };
  }

  redeem(request: TokenRequest): PracticeResponse {
    const grant = request.form.get("grant_type") ?? "";
    if (grant === "client_credentials") return this.#forApplication(request);
    const expected = this.#userGrants()[grant];
    if (expected === undefined)
      return oauthError(
        400,
        "unsupported_grant_type",
        70003,
        `The app requested an unsupported grant type '${grant}'.`,
      );
    const [given = "", scope = ""] = (request.form.get(expected.field) ?? "").split(".");
    if (!sameSecret(given, expected.value))
      return oauthError(
        400,
        "invalid_grant",
        70000,
        `The provided value for the input parameter '${expected.field}' is not valid.`,
      );
    if (this.#isLocked(request.tenantId))
      return oauthError(
        400,
        "interaction_required",
        50076,
        "Due to a configuration change made by your administrator, you must use multi-factor authentication to access this tenant.",
      );
    const form = new URLSearchParams(request.form);
    if (!form.has("scope")) form.set("scope", Buffer.from(scope, "base64url").toString());
    return this.#tokens({ ...request, form }, { ...this.#cloud.user, tenantId: request.tenantId });
  }

  /** What a request must show, by its grant. */
  #userGrants(): Readonly<Record<string, { readonly field: string; readonly value: string } | undefined>> {
    const device = { field: "device_code", value: this.#deviceCode };
    return {
      "urn:ietf:params:oauth:grant-type:device_code": device,
      // AD FS and the first version of Entra's endpoint.
      device_code: device,
      authorization_code: { field: "code", value: this.#code },
      refresh_token: { field: "refresh_token", value: this.#refreshToken },
    };
  }

  #isLocked(tenantId: string): boolean {
    return this.#cloud.world.directory.tenants.some(
      (tenant) => tenant.tenantId === tenantId && tenant.locked === true,
    );
  }

  #forApplication(request: TokenRequest): PracticeResponse {
    const { clientId, secret: wanted, identity } = this.#application;
    const asked = request.form.get("client_id") ?? "";
    if (asked.toLowerCase() !== clientId || request.tenantId !== identity.tenantId)
      return oauthError(
        400,
        "unauthorized_client",
        700016,
        `Application with identifier '${asked}' was not found in the directory '${request.tenantId}'.`,
      );
    const given = request.form.get("client_secret");
    if (given === null)
      return oauthError(
        401,
        "invalid_client",
        7000218,
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
      );
    if (!sameSecret(given, wanted))
      return oauthError(
        401,
        "invalid_client",
        7000215,
        "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.",
      );
    return this.#tokens(request, identity);
  }

  #tokens(request: TokenRequest, identity: Identity): PracticeResponse {
    const resource = resourceOf(request.form);
    const audience = this.#resources.get(resource.replace(/\/+$/, ""));
    if (audience === undefined)
      return oauthError(
        400,
        "invalid_resource",
        500011,
        `The resource principal named ${resource} was not found in the tenant named ${request.tenantId}.`,
      );
    const { token, expiresOn } = this.#cloud.token({
      identity,
      claims: asksForMore(request.form.get("claims")),
      audience,
    });
    const seconds = Math.floor((expiresOn - request.now) / 1000);
    return json(200, {
      token_type: "Bearer",
      scope: request.form.get("scope") ?? `${resource}/.default`,
      // Version 1 of the endpoint writes them as texts, and says the resource and the moment as well.
      expires_in: seconds,
      ext_expires_in: seconds,
      expires_on: String(Math.floor(expiresOn / 1000)),
      resource,
      access_token: token,
      ...(identity.kind === "user" && this.#userPart(request, identity)),
    });
  }

  /** MSAL reads the account out of the ID token, which nobody checks: it comes by TLS (OpenID Connect Core, 3.1.3.7). */
  #userPart({ form, issuer, now }: TokenRequest, { objectId, tenantId, name }: Identity): JsonObject {
    const seconds = Math.floor(now / 1000);
    const claims = {
      aud: form.get("client_id"),
      iss: issuer,
      iat: seconds,
      nbf: seconds,
      exp: seconds + 3600,
      oid: objectId,
      sub: objectId,
      tid: tenantId,
      upn: name,
      preferred_username: name,
      name,
      ver: "2.0",
    };
    return {
      refresh_token: this.#refreshToken,
      id_token: `${encode({ alg: "none", typ: "JWT" })}.${encode(claims)}.`,
      client_info: encode({ uid: objectId, utid: this.#cloud.user.tenantId }),
    };
  }
}

/** `scope` of version 2 (`{resource}/.default`, `{resource}/user_impersonation`), or `resource` of version 1. */
function resourceOf(form: URLSearchParams): string {
  const scope = (form.get("scope") ?? "").split(" ").find((one) => /^https?:\/\//.test(one));
  return scope === undefined ? (form.get("resource") ?? "") : scope.replace(/\/[^/]*$/, "");
}

/** Whether `claims` answers a challenge: clients that can handle one say so with every request (`xms_cc`). */
function asksForMore(claims: string | null): boolean {
  if (claims === null) return false;
  try {
    const asked: unknown = JSON.parse(claims);
    const access = member(asked, "access_token");
    return isObject(access) && Object.keys(access).some((name) => name !== "xms_cc");
  } catch {
    return false;
  }
}

function loopbackUrl(text: string | null): URL | undefined {
  if (text === null || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === "http:" && ["localhost", "127.0.0.1"].includes(url.hostname) ? url : undefined;
}

/** A code remembers what was asked for: the request that redeems it need not say it again (RFC 8628, section 3.4). */
function withScope(code: string, asked: URLSearchParams): string {
  return `${code}.${Buffer.from(asked.get("scope") ?? "").toString("base64url")}`;
}

function randomSecret(): string {
  return randomBytes(24).toString("base64url");
}

function sameSecret(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
