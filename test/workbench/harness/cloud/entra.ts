/** Entra ID and a machine's metadata service on loopback, as `@azure/identity` asks them. All give tokens of one practice cloud. */
import { mkdtemp, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { PracticeCloud } from "../../../../src/practice/cloud";
import { makeCertificate, serve, type Loopback } from "../../../unit/arm/network/loopback";

export const deviceCode = "ABCD1234";

export class TestEntra {
  /** The grant types of the token requests. */
  readonly grants: string[] = [];
  readonly #cloud: PracticeCloud;
  readonly #servers: Loopback[] = [];

  constructor(cloud: PracticeCloud) {
    this.#cloud = cloud;
  }

  /** Starts both. Returns the authority's address, and the environment that makes it trusted and the metadata service known. */
  async start(): Promise<{ readonly authority: string; readonly env: Readonly<Record<string, string>> }> {
    const certificate = makeCertificate();
    const authority = await serve((request, response) => {
      const [status, body] = this.#answer(request.url ?? "", new URLSearchParams(request.bodyText));
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    }, certificate);
    const metadata = await serve((_request, response) => {
      this.grants.push("managed_identity");
      response.writeHead(200, { "content-type": "application/json" }).end(
        JSON.stringify({
          access_token: this.#cloud.token().token,
          expires_in: "3600",
          expires_on: String(Math.floor(Date.now() / 1000) + 3600),
          token_type: "Bearer",
        }),
      );
    });
    this.#servers.push(authority, metadata);
    const file = path.join(await mkdtemp(path.join(os.tmpdir(), "nexus-arc-ca-")), "ca.pem");
    await writeFile(file, certificate.ca);
    return {
      authority: `https://localhost:${authority.port}`,
      env: {
        NODE_EXTRA_CA_CERTS: file,
        AZURE_POD_IDENTITY_AUTHORITY_HOST: metadata.origin,
        AZURE_TENANT_ID: this.#cloud.user.tenantId,
        AZURE_CLIENT_ID: "44444444-aaaa-4bbb-8ccc-000000000001",
        AZURE_CLIENT_SECRET: "the-secret-of-the-application",
      },
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.close()));
  }

  #answer(url: string, form: URLSearchParams): readonly [number, object] {
    const [, tenant = "common"] = url.split("/");
    const base = `https://localhost:${this.#servers[0]?.port ?? 0}/${tenant}`;
    if (url.includes("/.well-known/openid-configuration")) return [200, discovery(base)];
    if (url.includes("/devicecode")) return [200, prompt];
    const grant = form.get("grant_type") ?? "";
    this.grants.push(grant);
    return [200, { ...tokens(base, this.#cloud), access_token: this.#cloud.token().token }];
  }
}

const prompt = {
  user_code: deviceCode,
  device_code: "secret-device-code",
  verification_uri: "https://login.example.com/device",
  expires_in: 900,
  interval: 1,
  message: "enter it",
};

function discovery(base: string): object {
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    issuer: `${base}/v2.0`,
    jwks_uri: `${base}/keys`,
  };
}

/** What comes beside the access token; MSAL reads the account out of the ID token. */
function tokens(issuer: string, { user }: PracticeCloud): object {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    aud: "client",
    iss: `${issuer}/v2.0`,
    iat: now,
    nbf: now,
    exp: now + 3600,
    oid: user.objectId,
    sub: user.objectId,
    tid: user.tenantId,
    preferred_username: user.name,
    ver: "2.0",
  };
  return {
    token_type: "Bearer",
    scope: "https://management.example.com/.default",
    expires_in: 3600,
    ext_expires_in: 3600,
    refresh_token: "refresh-token",
    id_token: `${encode({ alg: "none", typ: "JWT" })}.${encode(claims)}.signature`,
    client_info: encode({ uid: user.objectId, utid: user.tenantId }),
  };
}
