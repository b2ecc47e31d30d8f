import assert from "node:assert/strict";
import zlib from "node:zlib";
import { ArmError } from "../../../../src/arm/errors";
import { serve } from "../network/loopback";
import { armServer, clientAt, countingCredential, type TokenCall } from "../testClient";

const path = "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg";
const json = { "Content-Type": "application/json; charset=utf-8" };

describe("the pipeline to Resource Manager", () => {
  const { start } = armServer();

  it("sends verb, path, query, body, token and correlation id, and gives back the JSON", async () => {
    const calls: TokenCall[] = [];
    const { server, client } = await start(
      (request, response) => {
        response
          .writeHead(201, { ...json, ETag: '"1"' })
          .end(JSON.stringify({ got: JSON.parse(request.bodyText) as unknown }));
      },
      { credential: countingCredential(calls), userAgent: "nexus-arc/test" },
    );
    const response = await client.send({
      method: "PUT",
      path,
      apiVersion: "2025-09-01",
      query: { $top: "10", q: "a b&c" },
      headers: { "If-None-Match": "*" },
      body: { location: "eastus" },
      tenantId: "tenant-1",
    });
    assert.deepEqual(response.body, { got: { location: "eastus" } });
    assert.equal(response.status, 201);
    assert.equal(response.headers["etag"], '"1"');
    const [sent] = server.requests;
    assert.equal(sent?.method, "PUT");
    assert.equal(sent.url, `${path}?api-version=2025-09-01&$top=10&q=a%20b%26c`);
    assert.equal(sent.headers.authorization, "Bearer token-1-secret");
    assert.equal(sent.headers["if-none-match"], "*");
    assert.equal(sent.headers["user-agent"], "nexus-arc/test");
    assert.match(String(sent.headers["x-ms-correlation-request-id"]), /^[0-9a-f-]{36}$/);
    assert.equal(calls[0]?.options.tenantId, "tenant-1");
    assert.equal(calls[0].options.interactive, false);
  });

  it("keeps the ids that a caller gives, so that Azure's activity log can be asked for them", async () => {
    const { server, client } = await start((_request, response) => response.writeHead(404).end());
    const headers = { "x-ms-correlation-request-id": "given-1", "x-ms-client-request-id": "given-2" };
    await assert.rejects(client.send({ method: "GET", path, headers }), { correlationId: "given-1" });
    assert.equal(server.requests[0]?.headers["x-ms-correlation-request-id"], "given-1");
    assert.equal(server.requests[0].headers["x-ms-client-request-id"], "given-2");
  });

  it("keeps ARM's own absolute URLs verbatim and adds no second api-version", async () => {
    const { server, client } = await start((_request, response) => response.writeHead(200, json).end("{}"));
    const link = `${server.origin}${path}/operations/1?api-version=2020-01-01&t=1&s=a%2Bb/c==`;
    await client.send({ method: "GET", path: link, apiVersion: "2025-09-01" });
    assert.equal(server.requests[0]?.url, link.slice(server.origin.length));
  });

  it("never sends a token, or anything, to another origin", async () => {
    const foreign = await serve((_request, response) => response.writeHead(200, json).end("{}"));
    const { server, client } = await start((_request, response) => response.writeHead(200, json).end("{}"));
    const own = new URL(server.origin);
    for (const target of [
      `${foreign.origin}${path}`,
      `http://${own.host}@127.0.0.1:${foreign.port}/`,
      `http://user:pass@${own.host}/`,
      `https://${own.host}/`,
      `//127.0.0.1:${foreign.port}/`,
      `@127.0.0.1:${foreign.port}/`,
      "file:///etc/passwd",
      "javascript:1",
    ]) {
      await assert.rejects(
        client.send({ method: "GET", path: target }),
        (error: unknown) => error instanceof ArmError && ["untrustedUrl", "invalid"].includes(error.kind),
        target,
      );
    }
    assert.equal(foreign.requests.length, 0);
    assert.equal(server.requests.length, 0);
    await foreign.close();
  });

  it("does not follow a redirect, so the token stays", async () => {
    const foreign = await serve((_request, response) => response.writeHead(200, json).end("{}"));
    const { client } = await start((_request, response) =>
      response.writeHead(302, { Location: `${foreign.origin}/` }).end(),
    );
    await assert.rejects(client.send({ method: "GET", path }), {
      kind: "malformed",
      code: "Redirected",
      retryable: false,
    });
    assert.equal(foreign.requests.length, 0);
    await foreign.close();
  });

  it("answers a step-up challenge once, with the claims", async () => {
    const calls: TokenCall[] = [];
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    const { server, client } = await start(
      (request, response) => {
        if (request.headers.authorization === "Bearer token-1-secret")
          response.writeHead(401, challenge(claims)).end();
        else response.writeHead(200, json).end('{"ok":true}');
      },
      { credential: countingCredential(calls) },
    );
    const { body } = await client.send({
      method: "POST",
      path: `${path}/assignRelay`,
      body: {},
      interactive: true,
    });
    assert.deepEqual(body, { ok: true });
    assert.equal(server.requests.length, 2);
    assert.equal(calls[1]?.options.claims, claims);
    assert.equal(calls[1].options.interactive, true);
  });

  it("gives up after one answer to a challenge, even over retries", async () => {
    const calls: TokenCall[] = [];
    let number = 0;
    const { server, client } = await start(
      (_request, response) => {
        number++;
        if (number === 2) response.writeHead(503, { "Retry-After": "1" }).end();
        else response.writeHead(401, challenge('{"access_token":{}}')).end();
      },
      { credential: countingCredential(calls) },
    );
    await assert.rejects(client.send({ method: "GET", path, tenantId: "tenant-1" }), {
      kind: "stepUp",
      httpStatus: 401,
      remedy: { kind: "signIn", tenantId: "tenant-1", claims: '{"access_token":{}}' },
    });
    assert.equal(calls.filter(({ options }) => options.claims !== undefined).length, 1);
    assert.equal(server.requests.length, 3);
  });

  it("says step-up, with tenant and claims, when the token for the claims cannot be had silently", async () => {
    const { client } = await start(
      (_request, response) => response.writeHead(401, challenge('{"a":1}')).end(),
      {
        credential: {
          getToken: (_scopes, options) =>
            options?.claims === undefined
              ? Promise.resolve({ token: "first-token", expiresOnTimestamp: 0 })
              : Promise.reject(
                  Object.assign(new Error("needs interaction"), { name: "AuthenticationRequiredError" }),
                ),
        },
      },
    );
    await assert.rejects(client.send({ method: "GET", path, tenantId: "t" }), {
      kind: "stepUp",
      remedy: { kind: "signIn", tenantId: "t", claims: '{"a":1}' },
    });
  });

  it("reads compressed answers, and refuses what is too long after decompression", async () => {
    const { server, client } = await start(
      (_request, response) =>
        response
          .writeHead(200, { ...json, "Content-Encoding": "gzip" })
          .end(zlib.gzipSync(JSON.stringify({ text: "x".repeat(200_000) }))),
      { maxBodyBytes: 300_000 },
    );
    const { body } = await client.send({ method: "GET", path });
    assert.equal((body as { text: string }).text.length, 200_000);
    const small = clientAt(server.origin, { maxBodyBytes: 100_000 });
    await assert.rejects(small.send({ method: "GET", path }), { kind: "malformed", code: "BodyTooLarge" });
    small.close();
  });

  it("says reset when a compressed answer breaks off", async () => {
    const whole = zlib.gzipSync(JSON.stringify({ text: "x".repeat(100_000) }));
    const { client } = await start(
      (request, response) => {
        response.writeHead(200, { ...json, "Content-Encoding": "gzip", "Content-Length": whole.length });
        response.write(whole.subarray(0, 60), () => request.socket.destroy());
      },
      { retry: { attempts: 1 } },
    );
    await assert.rejects(client.send({ method: "GET", path }), { kind: "reset" });
  });

  it("logs one line for each attempt, without query values that sign", async () => {
    const lines: string[] = [];
    const { server, client } = await start(
      (_request, response) =>
        response.writeHead(200, { ...json, "x-ms-correlation-request-id": "from-azure" }).end("{}"),
      { log: (line) => lines.push(line) },
    );
    await client.send({
      method: "GET",
      path: `${server.origin}${path}?api-version=2025-09-01&t=123456789&c=MIIabcdef&s=zzzzzzzz&h=hhhhhhhh`,
    });
    assert.deepEqual(lines, [
      `GET ${path}?api-version=2025-09-01&t=[redacted]&c=[redacted]&s=[redacted]&h=[redacted] 200 0 ms correlation from-azure`,
    ]);
  });
});

function challenge(claims: string): Record<string, string> {
  const encoded = Buffer.from(claims).toString("base64");
  return {
    "WWW-Authenticate": `Bearer realm="", authorization_uri="https://login.example.com/common/oauth2/authorize", error="insufficient_claims", claims="${encoded}"`,
  };
}
