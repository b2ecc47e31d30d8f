import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { inspect } from "node:util";
import fc from "fast-check";
import { toArmError } from "../../../../src/arm/errors";
import { createCredential } from "../../../../src/arm/auth/credential";
import { serve, cloudAt } from "../network/loopback";
import { clientAt } from "../testClient";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "der" },
  publicKeyEncoding: { type: "pkcs1", format: "der" },
});
const canaries = {
  token: "canary.opaque.token.7f3a",
  jwt: `eyJhbGciOiJub25lIn0.${Buffer.from('{"canary":"jwt"}').toString("base64url")}.Y2FuYXJ5`,
  key: privateKey.toString("base64"),
  pem: `-----BEGIN RSA PRIVATE KEY-----\n${privateKey.toString("base64").replace(/(.{64})/g, "$1\n")}\n-----END RSA PRIVATE KEY-----`,
} as const;
const canary = fc.constantFrom(...Object.values(canaries));
const path = "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg";

function assertClean(text: string): void {
  for (const [name, value] of Object.entries(canaries)) {
    for (const line of value.split("\n")) {
      if (!line.startsWith("-----") && line.length > 8)
        assert.ok(!text.includes(line.slice(0, 40)), `${name} in: ${text}`);
    }
  }
}

/** All that a log, a notification or a crash report could show of an error. */
function everything(error: unknown): string {
  return [
    String(error),
    inspect(error, { depth: 10, showHidden: false }),
    JSON.stringify(error),
    error instanceof Error ? error.stack : "",
  ].join("\n");
}

describe("planted secrets", () => {
  it("reach neither the log nor an error, wherever an answer holds them", async () => {
    let answer: { status: number; headers: Record<string, string>; body: string } = {
      status: 200,
      headers: {},
      body: "",
    };
    const server = await serve((_request, response) =>
      response.writeHead(answer.status, answer.headers).end(answer.body),
    );
    const lines: string[] = [];
    const client = clientAt(server.origin, {
      log: (line) => lines.push(line),
      retry: { attempts: 2 },
      credential: {
        getToken: () =>
          Promise.resolve({ token: canaries.token, expiresOnTimestamp: Date.now() + 3_600_000 }),
      },
    });
    const texts = fc.tuple(fc.string(), canary, fc.string()).map((parts) => parts.join(" "));
    const bodies = fc.oneof(
      fc
        .record({
          code: texts,
          message: texts,
          target: texts,
          details: fc.array(fc.record({ code: texts, message: texts, target: texts }), { maxLength: 2 }),
        })
        .map((error) => JSON.stringify({ error })),
      texts.map((text) => `<html>${text}</html>`),
      texts.map((text) => `{"value": ${text}`),
      texts,
    );
    const status = fc.constantFrom(200, 302, 400, 401, 403, 404, 407, 409, 429, 500, 503);
    const oneLine = canary.map((text) => text.replaceAll("\n", ""));
    await fc.assert(
      fc.asyncProperty(status, bodies, oneLine, oneLine, async (code, body, header, query) => {
        answer = {
          status: code,
          headers: {
            "Content-Type": code % 2 === 0 ? "application/json" : "text/plain",
            "x-ms-correlation-request-id": header,
            Location: `https://example.invalid/?sig=${encodeURIComponent(header)}`,
            "WWW-Authenticate": `Bearer error="${header}", claims="${Buffer.from(JSON.stringify({ a: header })).toString("base64")}"`,
          },
          body,
        };
        try {
          await client.send({
            method: "PUT",
            path: `${path}?t=${encodeURIComponent(query)}&h=${encodeURIComponent(query)}`,
            body: { properties: { userDataContent: query } },
          });
        } catch (error) {
          assertClean(everything(error));
        }
      }),
      { numRuns: 200 },
    );
    assert.ok(lines.length > 200);
    assertClean(lines.join("\n"));
    client.close();
    await server.close();
  }).timeout(180_000);

  it("do not leave the settings of the network or the sign-in", async () => {
    const lines: string[] = [];
    const client = clientAt("https://management.example.invalid", {
      log: (line) => lines.push(line),
      retry: { attempts: 1 },
      proxy: { kind: "url", url: `http://user:${canaries.token}@127.0.0.1:1` },
      ca: [canaries.pem],
    });
    await assert.rejects(client.send({ method: "GET", path }), (error: unknown) => {
      assertClean(everything(error));
      return true;
    });
    assertClean(lines.join("\n"));
    client.close();
    const cloud = cloudAt("https://management.example.invalid");
    const credential = createCredential(
      {
        kind: "session",
        getToken: () =>
          Promise.reject(
            new Error(`no session for Bearer ${canaries.token}, {"client_secret":"${canaries.key}"}`),
          ),
      },
      cloud,
    );
    await assert.rejects(credential.getToken(cloud.scope), (error: unknown) => {
      assertClean(everything(error));
      return true;
    });
  });

  it("do not survive in what any other code throws", () => {
    fc.assert(
      fc.property(fc.string(), canary, fc.string(), (before, secret, after) => {
        const thrown = Object.assign(
          new Error(`${before} ${secret} ${after}`, { cause: new Error(secret) }),
          {
            request: { headers: { authorization: secret } },
            code: secret,
          },
        );
        assertClean(everything(toArmError(thrown, { secrets: [canaries.token] })));
        assertClean(everything(toArmError(`${before} ${secret}`, { secrets: [canaries.token] })));
      }),
    );
  });
});
