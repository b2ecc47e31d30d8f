import assert from "node:assert/strict";
import http from "node:http";
import net from "node:net";
import { json, machine } from "../errors/faultAnswers";
import { check, failure } from "../errors/faultClient";
import { listen, makeCertificate, serve, type Loopback } from "./loopback";
import { clientAt } from "../testClient";

const certificate = makeCertificate("management.example.test");

describe("through a proxy", () => {
  const servers: Loopback[] = [];
  after(() => Promise.all(servers.map((server) => server.close())));

  /** A CONNECT proxy that lets through what `allow` says, to `port`. */
  async function proxy(
    allow: (request: http.IncomingMessage) => number,
    port = 0,
  ): Promise<Loopback & { tunnels: number }> {
    const server = http.createServer((_request, response) => response.writeHead(500).end());
    let tunnels = 0;
    server.on("connect", (request: http.IncomingMessage, socket: net.Socket) => {
      const status = allow(request);
      if (status !== 200) {
        socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 6\r\n\r\nsecret`);
        return;
      }
      tunnels++;
      const upstream = net.connect(port, "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on("error", () => socket.destroy());
      socket.on("error", () => upstream.destroy());
      socket.on("close", () => upstream.destroy());
    });
    const loopback = await listen(server, "http");
    servers.push(loopback);
    return Object.defineProperty({ ...loopback, tunnels: 0 }, "tunnels", { get: () => tunnels });
  }

  it("goes through with user name and password, once for several requests", async () => {
    const server = await serve(json(200, {}), certificate);
    servers.push(server);
    const seen: unknown[] = [];
    const through = await proxy((request) => {
      seen.push([request.url, request.headers["proxy-authorization"]]);
      return 200;
    }, server.port);
    const client = clientAt("https://management.example.test", {
      proxy: { kind: "url", url: `http://user:p%40ss@127.0.0.1:${through.port}` },
      ca: [certificate.ca],
    });
    await client.send({ method: "GET", path: machine });
    await client.send({ method: "GET", path: machine });
    client.close();
    const expected = `Basic ${Buffer.from("user:p@ss").toString("base64")}`;
    assert.deepEqual(seen, [["management.example.test:443", expected]]);
    assert.equal(server.requests.length, 2);
    await through.whenIdle();
  });

  for (const [status, why] of [
    [407, /requires a user name and password \(HTTP 407\)/],
    [403, /does not allow this connection \(HTTP 403\)/],
    [502, /HTTP 502/],
  ] as const) {
    it(`proxy refusing with ${status}`, async () => {
      const refusing = await proxy(() => status);
      const error = await failure("https://management.example.test", {
        proxy: { kind: "url", url: `http://user:hidden-password@127.0.0.1:${refusing.port}` },
      });
      check(error, {
        kind: "proxy",
        code: "PROXY_REFUSED",
        cause: why,
        next: /http\.proxy setting/,
        retryable: false,
      });
      assert.ok(!JSON.stringify(error).includes("hidden-password"));
      await refusing.whenIdle();
    });
  }

  it("proxy not there, and proxy address that is none", async () => {
    const gone = await proxy(() => 200);
    await gone.close();
    const unreachable = await failure("https://management.example.test", {
      proxy: { kind: "environment" },
      env: { HTTPS_PROXY: gone.origin },
    });
    check(unreachable, {
      kind: "proxy",
      code: "PROXY_UNREACHABLE",
      cause: /proxy 127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)/,
      next: /HTTPS_PROXY/,
      retryable: false,
    });
    const wrong = await failure("https://management.example.test", {
      proxy: { kind: "url", url: "socks5://127.0.0.1:1" },
    });
    check(wrong, {
      kind: "proxy",
      code: "PROXY_INVALID",
      cause: /not supported/,
      next: /proxy/,
      retryable: false,
    });
  });

  it("the server's certificate is judged through the tunnel too", async () => {
    const server = await serve(json(200, {}), certificate);
    servers.push(server);
    const through = await proxy(() => 200, server.port);
    const error = await failure("https://management.example.test", {
      proxy: { kind: "url", url: through.origin },
    });
    check(error, {
      kind: "certificate",
      cause: /management\.example\.test is not trusted/,
      next: /authority/,
      retryable: false,
    });
  });

  it("a proxy that never answers is left at once when the caller aborts", async () => {
    const controller = new AbortController();
    const silent = http.createServer();
    silent.on("connect", (_request: http.IncomingMessage, socket: net.Socket) => {
      socket.on("end", () => socket.destroy()).resume();
      controller.abort();
    });
    const loopback = await listen(silent, "http");
    servers.push(loopback);
    const client = clientAt("https://management.example.test", {
      proxy: { kind: "url", url: loopback.origin },
    });
    await assert.rejects(client.send({ method: "GET", path: machine, signal: controller.signal }), {
      kind: "aborted",
    });
    await loopback.whenIdle();
    client.close();
  });
});
