import assert from "node:assert/strict";
import zlib from "node:zlib";
import { ArmError } from "../../../src/arm/errors";
import type { PipelineArmClient } from "../../../src/arm/pipeline";
import { serve, type Handler, type Loopback } from "./loopback";
import { clientAt, countingCredential, skippingClock, type TokenCall } from "./testClient";

const path = "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg";
const json = { "Content-Type": "application/json; charset=utf-8" };

describe("the pipeline to Resource Manager", () => {
  let server: Loopback | undefined;
  let client: PipelineArmClient | undefined;

  afterEach(async () => {
    client?.close();
    await server?.close();
  });

  async function start(handler: Handler, options: Parameters<typeof clientAt>[1] = {}) {
    server = await serve(handler);
    client = clientAt(server.origin, options);
    return { server, client };
  }

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

  it("keeps ARM's own absolute URLs verbatim and adds no second api-version", async () => {
    const { server, client } = await start((_request, response) => response.writeHead(200, json).end("{}"));
    const link = `${server.origin}${path}/operations/1?api-version=2020-01-01&t=1&s=a%2Bb/c==`;
    await client.send({ method: "GET", path: link, apiVersion: "2025-09-01" });
    assert.equal(server.requests[0]?.url, link.slice(server.origin.length));
  });

  it("never sends a token, or anything, to another origin", async () => {
    const foreign = await serve((_request, response) => response.writeHead(200, json).end("{}"));
    const { client } = await start((_request, response) => response.writeHead(200, json).end("{}"));
    const own = new URL(server?.origin ?? "");
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
    assert.equal(server?.requests.length, 0);
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

  for (const [what, headers, expected] of [
    ["seconds", { "Retry-After": "7" }, 7000],
    ["a date", { "Retry-After": new Date(1_750_000_005_000).toUTCString() }, 5000],
    ["Resource Graph's quota", { "x-ms-user-quota-resets-after": "00:00:03" }, 3000],
    ["nothing", {}, 800],
  ] as const) {
    it(`waits as long as the server says, by ${what}`, async () => {
      const waits: number[] = [];
      let number = 0;
      const { client } = await start(
        (_request, response) => {
          if (number++ === 0) response.writeHead(429, headers).end();
          else response.writeHead(200, json).end("{}");
        },
        { clock: skippingClock(waits) },
      );
      await client.send({ method: "GET", path });
      assert.equal(
        waits.reduce((sum, ms) => sum + ms, 0),
        expected,
      );
    });
  }

  it("does not wait longer than its limit, but says how long the server wants", async () => {
    const waits: number[] = [];
    const { server, client } = await start(
      (_request, response) => response.writeHead(429, { "Retry-After": "900" }).end(),
      {
        clock: skippingClock(waits),
      },
    );
    await assert.rejects(client.send({ method: "GET", path }), {
      kind: "throttled",
      retryAfterSeconds: 900,
      nextMove: "Wait 900 seconds, then try again.",
      remedy: { kind: "retryAfter", seconds: 900 },
    });
    assert.equal(server.requests.length, 1);
    assert.deepEqual(waits, []);
  });

  for (const [method, readOnly, status, headers, sends] of [
    ["GET", false, 500, {}, 4],
    ["PUT", false, 502, {}, 4],
    ["DELETE", false, 503, {}, 4],
    ["POST", true, 503, {}, 4],
    ["POST", false, 503, {}, 1],
    ["POST", false, 500, { "Retry-After": "1" }, 1],
    ["POST", false, 503, { "Retry-After": "1" }, 4],
    ["POST", false, 429, {}, 4],
    ["PATCH", false, 500, {}, 1],
    ["GET", false, 404, {}, 1],
  ] as const) {
    it(`sends a ${readOnly ? "reading " : ""}${method} ${sends} time(s) after ${status} ${JSON.stringify(headers)}`, async () => {
      const { server, client } = await start((_request, response) =>
        response.writeHead(status, headers).end(),
      );
      await assert.rejects(client.send({ method, path, readOnly }), { httpStatus: status });
      assert.equal(server.requests.length, sends);
      const ids = new Set(server.requests.map((sent) => sent.headers["x-ms-correlation-request-id"]));
      assert.equal(ids.size, 1, "one correlation id for all attempts");
    });
  }

  it("repeats a GET after a broken connection, and never a POST", async () => {
    const { server, client } = await start((request) => request.socket.destroy());
    await assert.rejects(client.send({ method: "GET", path }), { kind: "reset", retryable: true });
    assert.equal(server.requests.length, 4);
    await assert.rejects(client.send({ method: "POST", path }), { kind: "reset" });
    assert.equal(server.requests.length, 5);
  });

  it("holds the next request back when Resource Graph's quota is used up", async () => {
    const waits: number[] = [];
    const { client } = await start(
      (_request, response) =>
        response
          .writeHead(200, {
            ...json,
            "x-ms-user-quota-remaining": "0",
            "x-ms-user-quota-resets-after": "00:00:04",
          })
          .end("{}"),
      { clock: skippingClock(waits) },
    );
    const query = {
      method: "POST",
      path: "/providers/Microsoft.ResourceGraph/resources",
      body: {},
      readOnly: true,
    } as const;
    await client.send(query);
    assert.deepEqual(waits, []);
    await client.send({ method: "GET", path });
    assert.deepEqual(waits, [], "other requests do not wait");
    await client.send(query);
    assert.deepEqual(waits, [4000]);
  });

  it("reads compressed answers, and refuses what is too long after decompression", async () => {
    const { client } = await start(
      (_request, response) =>
        response
          .writeHead(200, { ...json, "Content-Encoding": "gzip" })
          .end(zlib.gzipSync(JSON.stringify({ text: "x".repeat(200_000) }))),
      { maxBodyBytes: 300_000 },
    );
    const { body } = await client.send({ method: "GET", path });
    assert.equal((body as { text: string }).text.length, 200_000);
    const small = clientAt(server?.origin ?? "", { maxBodyBytes: 100_000 });
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

  it("stops at once wherever it is when the caller aborts", async () => {
    const stages: readonly [string, Handler][] = [
      ["before the answer", () => undefined],
      ["within the answer", (_request, response) => response.writeHead(200, json).write('{"a":')],
      [
        "within a compressed answer",
        (_request, response) => {
          response.writeHead(200, { ...json, "Content-Encoding": "gzip" }).flushHeaders();
        },
      ],
    ];
    for (const [stage, handler] of stages) {
      const controller = new AbortController();
      const { server, client } = await start((request, response) => {
        handler(request, response);
        setImmediate(() => {
          controller.abort();
        });
      });
      await assert.rejects(
        client.send({ method: "GET", path, signal: controller.signal }),
        { name: "AbortError", kind: "aborted" },
        stage,
      );
      await server.whenIdle();
      client.close();
      await server.close();
    }
  });

  it("stops while it waits for a token or for the next attempt", async () => {
    const token = new AbortController();
    const { client, server } = await start((_request, response) => response.writeHead(503).end(), {
      credential: {
        getToken: () => {
          setImmediate(() => {
            token.abort();
          });
          return new Promise(() => undefined);
        },
      },
    });
    await assert.rejects(client.send({ method: "GET", path, signal: token.signal }), { kind: "aborted" });
    assert.equal(server.requests.length, 0);
    const waiting = new AbortController();
    const patient = clientAt(server.origin, {
      clock: { now: () => 0, sleep: () => (waiting.abort(), new Promise(() => undefined)) },
    });
    await assert.rejects(patient.send({ method: "GET", path, signal: waiting.signal }), { kind: "aborted" });
    assert.equal(server.requests.length, 1);
    patient.close();
  });

  it("gives up on a server that never answers", async () => {
    const { client } = await start(() => undefined, { timeoutMs: 30, retry: { attempts: 2 } });
    await assert.rejects(client.send({ method: "GET", path }), { kind: "timeout", retryable: true });
    assert.equal(server?.requests.length, 2);
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

  it("runs a generated client's requests: same token, same challenge, same correlation", async () => {
    const { server, client } = await start((request, response) => {
      if (request.headers.authorization === "Bearer token-1-secret")
        response.writeHead(401, challenge('{"a":1}')).end();
      else response.writeHead(200, json).end("{}");
    });
    const { pipeline, httpClient, endpoint } = await client.sdkParts("tenant-9");
    assert.ok(pipeline.getOrderedPolicies().some(({ name }) => name === "bearerTokenAuthenticationPolicy"));
    const { createPipelineRequest } = await import("@azure/core-rest-pipeline");
    const response = await pipeline.sendRequest(
      httpClient,
      createPipelineRequest({ url: `${endpoint}${path}` }),
    );
    assert.equal(response.status, 200);
    assert.equal(server.requests.length, 2);
    assert.match(String(server.requests[1]?.headers["x-ms-correlation-request-id"]), /^[0-9a-f-]{36}$/);
    await assert.rejects(
      pipeline.sendRequest(httpClient, createPipelineRequest({ url: "https://example.invalid/x" })),
      { kind: "untrustedUrl" },
    );
  });
});

function challenge(claims: string): Record<string, string> {
  const encoded = Buffer.from(claims).toString("base64");
  return {
    "WWW-Authenticate": `Bearer realm="", authorization_uri="https://login.example.com/common/oauth2/authorize", error="insufficient_claims", claims="${encoded}"`,
  };
}
