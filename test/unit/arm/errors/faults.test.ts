import assert from "node:assert/strict";
import { answers, json, machine } from "./faultAnswers";
import { check, failure } from "./faultClient";
import { makeCertificate, serve, type Loopback } from "../network/loopback";
import { clientAt } from "../testClient";

const certificate = makeCertificate();

describe("the fault table", () => {
  const servers: Loopback[] = [];
  after(() => Promise.all(servers.map((server) => server.close())));

  for (const [name, [handler, expected]] of Object.entries(answers)) {
    it(name, async () => {
      const server = await serve(handler);
      servers.push(server);
      check(await failure(server.origin), expected);
      await server.whenIdle();
    });
  }

  it("DNS failure", async () => {
    const error = await failure("https://management.example.test", {
      lookup: (hostname, _options, callback) => {
        callback(Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND", hostname }), "", 4);
      },
    });
    check(error, {
      kind: "dns",
      code: "ENOTFOUND",
      cause: /name management\.example\.test could not be resolved/,
      next: /DNS server/,
      retryable: true,
    });
  });

  it("nobody listening", async () => {
    const server = await serve(() => undefined);
    await server.close();
    check(await failure(server.origin), {
      kind: "offline",
      code: "ECONNREFUSED",
      cause: /Could not connect to 127\.0\.0\.1/,
      next: /firewall, and VPN/,
      retryable: true,
    });
  });

  it("untrusted CA, and the same server with its CA given or strictSSL off", async () => {
    const server = await serve(json(200, {}), certificate);
    servers.push(server);
    const origin = `https://localhost:${server.port}`;
    check(await failure(origin), {
      kind: "certificate",
      cause: /certificate of localhost is not trusted/,
      next: /NODE_EXTRA_CA_CERTS/,
      retryable: false,
    });
    assert.equal(server.requests.length, 0, "nothing was sent to it");
    for (const options of [{ ca: [certificate.ca] }, { strictSSL: false }]) {
      const client = clientAt(origin, options);
      assert.equal((await client.send({ method: "GET", path: machine })).status, 200);
      client.close();
    }
  });
});
