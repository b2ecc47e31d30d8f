import assert from "node:assert/strict";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { machine } from "../errors/faultAnswers";
import { clientAt } from "../testClient";

describe("a custom cloud at an IPv6 address", () => {
  // core-rest-pipeline 1.24 gives Node the address in brackets, and Node looks for a host of that name.
  it("is reached", async () => {
    const server = http.createServer((_request, response) => {
      response.writeHead(200, { "Content-Type": "application/json" }).end('{"name":"web01"}');
    });
    await new Promise<void>((resolve) => server.listen(0, "::1", resolve));
    const { port } = server.address() as AddressInfo;
    const client = clientAt(`http://[::1]:${port}`);
    const { body } = await client.send({ method: "GET", path: machine });
    assert.deepEqual(body, { name: "web01" });
    client.close();
    await new Promise((resolve) => server.close(resolve));
  });
});
