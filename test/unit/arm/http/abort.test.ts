import assert from "node:assert/strict";
import type { Handler } from "../network/loopback";
import { armServer, clientAt } from "../testClient";

const path = "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg";
const json = { "Content-Type": "application/json; charset=utf-8" };

describe("stopping a request", () => {
  const { start } = armServer();

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
    // Long enough for a request to arrive on a machine that is busy with other things.
    const { server, client } = await start(() => undefined, { timeoutMs: 2000, retry: { attempts: 2 } });
    await assert.rejects(client.send({ method: "GET", path }), { kind: "timeout", retryable: true });
    assert.equal(server.requests.length, 2);
  });
});
