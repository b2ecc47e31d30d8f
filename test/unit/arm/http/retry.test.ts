import assert from "node:assert/strict";
import { armServer, skippingClock } from "../testClient";

const path = "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg";
const json = { "Content-Type": "application/json; charset=utf-8" };

describe("retries", () => {
  const { start } = armServer();

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
      nextMove: "Wait 900 seconds, then retry.",
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
});
