import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { createPipelineRequest } from "@azure/core-rest-pipeline";
import { customCloud, publicCloud, type Cloud } from "../../../../src/arm/cloud";
import { createCredential } from "../../../../src/arm/auth/credential";
import type { DeviceCodePrompt } from "../../../../src/arm/auth/signIn";
import { ManagedIdentityFaults } from "../../../../src/arm/auth/managedIdentityFaults";
import { makeCertificate, serve, type Handler, type Loopback } from "../network/loopback";

const tenant = "72f988bf-0000-0000-0000-2d7cd011db47";
const json = { "Content-Type": "application/json" };

/** `@azure/identity` itself, against loopback services and a stub `az`: nothing of it is replaced. */
describe("signing in with @azure/identity", () => {
  const saved = { ...process.env };
  const servers: Loopback[] = [];

  afterEach(async () => {
    for (const name of Object.keys(process.env))
      if (!(name in saved)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, saved);
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  async function start(
    handler: Handler,
    certificate?: ReturnType<typeof makeCertificate>,
  ): Promise<Loopback> {
    const server = await serve(handler, certificate);
    servers.push(server);
    return server;
  }

  describe("managed identity", () => {
    // MSAL reads the service's address once in a process, so all of these share one server.
    let server: Loopback;
    let respond: Handler = () => undefined;

    before(async () => {
      server = await serve((request, response) => {
        respond(request, response);
      });
    });

    beforeEach(() => {
      process.env["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = server.origin;
    });

    after(() => server.close());

    it("asks the metadata service for the cloud's audience, and goes past every proxy", async () => {
      for (const name of ["HTTP_PROXY", "http_proxy", "all_proxy"]) process.env[name] = "http://127.0.0.1:9";
      // Without a scheme, as curl and az take it; core-rest-pipeline 1.24 by itself ends with "Invalid URL".
      process.env["HTTPS_PROXY"] = "127.0.0.1:9";
      respond = (_request, response) =>
        response.writeHead(200, json).end(
          JSON.stringify({
            access_token: "imds-token",
            expires_in: "86400",
            expires_on: soon(86_400),
            token_type: "Bearer",
          }),
        );
      const credential = createCredential({ kind: "managedIdentity" }, publicCloud);
      const token = await credential.getToken(publicCloud.scope);
      assert.equal(token.token, "imds-token");
      assert.ok(token.expiresOnTimestamp > Date.now() + 80_000_000);
      const sent = server.requests.at(-1);
      const url = new URL(sent?.url ?? "", server.origin);
      assert.match(url.pathname, /^\/metadata\/identity\/oauth2\/token/);
      assert.equal(url.searchParams.get("resource"), "https://management.azure.com");
      assert.equal(sent?.headers["metadata"], "true");
    });

    it("names the user-assigned identity that it was given", async () => {
      respond = (_request, response) =>
        response.writeHead(200, json).end(
          JSON.stringify({
            access_token: "uami-token",
            expires_in: "86400",
            expires_on: soon(86_400),
            token_type: "Bearer",
          }),
        );
      const resourceId = `/subscriptions/${tenant}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/u1`;
      const credential = createCredential({ kind: "managedIdentity", identity: { resourceId } }, publicCloud);
      assert.equal((await credential.getToken("https://uami.example/.default")).token, "uami-token");
      const url = new URL(server.requests.at(-1)?.url ?? "", server.origin);
      assert.ok([...url.searchParams.values()].includes(resourceId), url.search);
    });

    // The answers are those of the metadata service's documentation (how-to-use-vm-token, error handling), and a proxy's page.
    const identityMissing = { error: "invalid_request", error_description: "Identity not found" };
    const several = {
      error: "invalid_request",
      error_description:
        "Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request",
    };
    const page = "<!DOCTYPE html><html><body>Sign in to the network</body></html>";
    const refusals: [
      what: string,
      status: number,
      body: object | string,
      code: string,
      retryable: boolean,
    ][] = [
      ["no such identity", 400, identityMissing, "NoManagedIdentity", false],
      ["several identities and none named", 400, several, "SeveralIdentities", false],
      ["an update (404)", 404, "", "MetadataServiceUpdating", true],
      ["an update (410)", 410, "", "MetadataServiceUpdating", true],
      ["too many requests", 429, { error: "throttled" }, "MetadataServiceBusy", true],
      ["a failure of its own", 500, { error: "unknown" }, "MetadataServiceFailed", true],
      ["a page in its place", 200, page, "MetadataServicePage", true],
      ["a page that refuses", 403, page, "MetadataServicePage", true],
    ];
    for (const [what, status, body, code, retryable] of refusals) {
      it(`says what the service meant: ${what}`, async () => {
        respond = (_request, response) =>
          response.writeHead(status, json).end(typeof body === "string" ? body : JSON.stringify(body));
        const credential = createCredential(
          { kind: "managedIdentity", identity: { clientId: tenant } },
          publicCloud,
        );
        const asked = credential.getToken(`https://${code}-${status}.example/.default`);
        await assert.rejects(asked, { code, retryable, httpStatus: status });
      });
    }

    it("says that this machine has no metadata service when nobody listens", async () => {
      await server.close();
      const credential = createCredential({ kind: "managedIdentity" }, publicCloud);
      await assert.rejects(credential.getToken("https://nobody.example/.default"), {
        kind: "signIn",
        code: "NoMetadataService",
        retryable: false,
      });
    });
  });

  it("says what the Arc agent meant", async () => {
    // MSAL keeps its first source for the whole process, so the agent's needs a process of its own.
    const child = path.resolve("test/unit/arm/auth/arcIdentityProcess.ts");
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", child]);
    assert.deepEqual(JSON.parse(stdout), {
      unreadable: "ArcTokenFileUnreadable",
      unconfirmed: "ArcIdentityNotConfirmed",
      failing: "MetadataServiceFailed",
      stopped: "ArcAgentStopped",
    });
  });

  it("leads to a reload where the Arc agent was installed after MSAL had chosen the metadata service", async () => {
    const request = createPipelineRequest({ url: "http://169.254.169.254/metadata/identity/oauth2/token" });
    const refusing = {
      sendRequest: () => Promise.reject(Object.assign(new Error("no"), { code: "ECONNREFUSED" })),
    };
    for (const [installed, nextMove] of [
      [true, /Reload the window/],
      [false, /Elsewhere choose another sign-in method/],
    ] as const) {
      const faults = new ManagedIdentityFaults(() => installed);
      const client = faults.watch(refusing);
      const asked = faults.explain(() => client.sendRequest(request));
      await assert.rejects(asked, { code: "NoMetadataService", nextMove });
    }
  });

  describe("device code", () => {
    const certificate = makeCertificate();
    interface Authority {
      readonly server: Loopback;
      readonly cloud: Cloud;
    }

    /** An Entra authority that knows one device code, which the "user" enters at the second poll. */
    async function authority(
      tokenAnswer?: (form: URLSearchParams) => object | undefined,
    ): Promise<Authority> {
      let polls = 0;
      const server = await start((request, response) => {
        const { pathname } = new URL(request.url ?? "", server.origin);
        const form = new URLSearchParams(request.bodyText);
        const answer = (status: number, body: object): void => {
          response.writeHead(status, json).end(JSON.stringify(body));
        };
        const base = `https://localhost:${server.port}/${pathname.split("/")[1] ?? ""}`;
        if (pathname.endsWith("/.well-known/openid-configuration")) {
          answer(200, {
            token_endpoint: `${base}/oauth2/v2.0/token`,
            authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
            device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
            issuer: `${base}/v2.0`,
            jwks_uri: `${base}/keys`,
          });
        } else if (pathname.endsWith("/devicecode")) {
          answer(200, {
            user_code: "ABCD1234",
            device_code: "secret-device-code",
            verification_uri: "https://login.example.com/device",
            expires_in: 900,
            interval: 0,
            message: "enter it",
          });
        } else {
          const custom = tokenAnswer?.(form);
          if (custom !== undefined) answer(400, custom);
          else if (form.get("grant_type") === "device_code" && polls++ === 0) {
            answer(400, { error: "authorization_pending", error_description: "AADSTS70016: pending" });
          } else answer(200, tokens(base, `device-token-${polls}`));
        }
      }, certificate);
      const cloud = customCloud({
        resourceManager: "https://management.example.com",
        authority: `https://localhost:${server.port}`,
      });
      return { server, cloud };
    }

    const network = { ca: [certificate.ca], proxy: { kind: "none" } } as const;

    it("shows the code, waits for it, and is silent afterward", async () => {
      const { server, cloud } = await authority();
      const prompts: DeviceCodePrompt[] = [];
      const signIn = {
        kind: "deviceCode",
        tenantId: tenant,
        prompt: (prompt: DeviceCodePrompt) => prompts.push(prompt),
      } as const;
      const credential = createCredential(signIn, cloud, { network });
      await assert.rejects(
        credential.getToken(cloud.scope),
        { kind: "signIn", code: "SignedOut" },
        "silent without a gesture",
      );
      assert.deepEqual(prompts, []);
      const token = await credential.getToken(cloud.scope, { interactive: true });
      assert.match(token.token, /^device-token/);
      assert.deepEqual(prompts, [
        { userCode: "ABCD1234", verificationUri: "https://login.example.com/device" },
      ]);
      const before = server.requests.length;
      await credential.getToken(cloud.scope);
      assert.equal(server.requests.length, before, "the cache answers");
      await credential.getToken(cloud.scope, { forceRefresh: true });
      assert.equal(prompts.length, 1);
    });

    it("says so when the user declines", async () => {
      const { cloud } = await authority(() => ({
        error: "authorization_declined",
        error_description: "AADSTS70018: declined",
      }));
      const credential = createCredential(
        { kind: "deviceCode", tenantId: tenant, prompt: () => undefined },
        cloud,
        { network },
      );
      await assert.rejects(credential.getToken(cloud.scope, { interactive: true }), { kind: "signIn" });
    });

    it("names the certificate when the authority's is not trusted, and the authority when it is not there", async () => {
      const { cloud, server } = await authority();
      const signIn = { kind: "deviceCode", tenantId: tenant, prompt: () => undefined } as const;
      const untrusting = createCredential(signIn, cloud, { network: { proxy: { kind: "none" } } });
      await assert.rejects(untrusting.getToken(cloud.scope, { interactive: true }), { kind: "certificate" });
      await server.close();
      const unreachable = createCredential(signIn, cloud, { network });
      await assert.rejects(unreachable.getToken(cloud.scope, { interactive: true }), { kind: "offline" });
    });
  });

  describe("environment", () => {
    it("says what is missing", async () => {
      for (const name of ["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"])
        Reflect.deleteProperty(process.env, name);
      const credential = createCredential({ kind: "environment" }, publicCloud);
      await assert.rejects(credential.getToken(publicCloud.scope), {
        kind: "signIn",
        code: "EnvironmentIncomplete",
      });
    });

    it("goes through a proxy that is named without a scheme", async () => {
      const gone = await start(() => undefined);
      const address = gone.origin.replace("http://", "");
      await gone.close();
      Object.assign(process.env, {
        AZURE_TENANT_ID: tenant,
        AZURE_CLIENT_ID: tenant,
        AZURE_CLIENT_SECRET: "x",
      });
      // curl 8.14.1 and az take this; core-rest-pipeline 1.24 by itself ends with "Invalid URL".
      process.env["HTTPS_PROXY"] = address;
      const credential = createCredential({ kind: "environment" }, publicCloud);
      await assert.rejects(credential.getToken(publicCloud.scope), {
        kind: "proxy",
        code: "PROXY_UNREACHABLE",
      });
    });
  });
});

/** What Entra's token endpoint gives; MSAL reads the account out of the ID token. */
function tokens(issuer: string, accessToken: string): object {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const idToken = [
    encode({ alg: "none", typ: "JWT" }),
    encode({
      aud: "client",
      iss: `${issuer}/v2.0`,
      iat: now,
      nbf: now,
      exp: now + 3600,
      oid: tenant,
      sub: "sub",
      tid: tenant,
      preferred_username: "user@example.com",
      ver: "2.0",
    }),
    "signature",
  ].join(".");
  const clientInfo = Buffer.from(JSON.stringify({ uid: tenant, utid: tenant })).toString("base64url");
  return {
    token_type: "Bearer",
    scope: "https://management.example.com/.default",
    expires_in: 3600,
    ext_expires_in: 3600,
    access_token: accessToken,
    refresh_token: "refresh-token",
    id_token: idToken,
    client_info: clientInfo,
  };
}

/** Seconds since 1970, as the metadata service writes them. */
function soon(seconds: number): string {
  return String(Math.floor(Date.now() / 1000) + seconds);
}
