import assert from "node:assert/strict";
import http from "node:http";
import { practiceCloud } from "../../../src/arm/cloud";
import { createOperations } from "../../../src/arm/operations/operation";
import { memoryOperationStore } from "../../../src/arm/operations/operationStore";
import { createArmClient, type ArmClientOptions } from "../../../src/arm/http/pipeline";
import { practiceCredential, practiceHttpClient } from "../../../src/practice/http/transport";
import { cloudAt, listen, makeCertificate, serve } from "../../unit/arm/network/loopback";
import { assertNothingRuns, check, flows, rig, type Told } from "./faultRig";

const faults: Readonly<Record<string, Told>> = {
  "429 retry-after=300": {
    kind: "throttled",
    cause: /throttled/,
    next: /^Wait 300 seconds/,
    retryable: true,
  },
  "503": { kind: "server", cause: /unavailable/, next: /few minutes/, retryable: true },
  reset: { kind: "reset", cause: /was closed/, next: /Retry/, retryable: true },
  "401": { kind: "expired", cause: /expired/, next: /Sign in again/, retryable: false },
  "403": {
    kind: "forbidden",
    cause: /does not have permission to perform Microsoft\.\S+ on \//,
    next: /role/,
    retryable: false,
  },
  "404": { kind: "notFound", cause: /not found/, next: /Refresh/, retryable: false },
  "409": { kind: "conflict", cause: /in progress/, next: /Wait until/, retryable: true },
  malformed: { kind: "malformed", cause: /JSON cannot be read/, next: /Retry/, retryable: true },
  empty: { kind: "malformed", cause: /without the requested content/, next: /Retry/, retryable: true },
  html: { kind: "malformed", cause: /web page/, next: /sign-in page/, retryable: true },
};

const certificate = makeCertificate();

describe("faults, as a user meets them", () => {
  for (const [flow, { pattern, run }] of Object.entries(flows)) {
    describe(flow, () => {
      for (const [effect, told] of Object.entries(faults)) {
        // A 202 has no body: an empty answer is what the relay assignment waits for.
        if (effect === "empty" && flow === "relay assignment") continue;
        it(`tells cause and next move of ${effect}`, async () => {
          const it = await rig();
          it.cloud.useFaults(`${pattern} ${effect}`);
          check(await run(it), told);
          it.cloud.useFaults("");
          await assertNothingRuns(it.operations);
        });
      }

      it("answers a step-up silently where it can, and else says who must sign in where", async () => {
        const silent = await rig();
        silent.cloud.useFaults(`${pattern} 401 claims`);
        await assert.rejects(run(silent), assert.AssertionError, "no error: the challenge was answered");
        const unable = await rig();
        const credential = practiceCredential(unable.cloud);
        const refusing = createArmClient({
          cloud: practiceCloud,
          httpClient: practiceHttpClient(unable.cloud),
          clock: unable.clock,
          credential: {
            getToken: (scopes, options) =>
              options?.claims === undefined ? credential.getToken(scopes, options) : Promise.resolve(null),
          },
        });
        unable.cloud.useFaults(`${pattern} 401 claims`);
        const operations = createOperations({
          client: refusing,
          store: memoryOperationStore(),
          clock: unable.clock,
        });
        const error = await run({ ...unable, client: refusing, operations });
        check(error, {
          kind: "stepUp",
          cause: /stronger sign-in/,
          next: /Sign in to the tenant again/,
          retryable: false,
        });
        assert.ok(error.remedy?.kind === "signIn");
        assert.match(error.remedy.claims ?? "", /^\{/);
        await assertNothingRuns(operations);
      });

      it("gets over a fault that passes", async () => {
        const it = await rig();
        it.cloud.useFaults(`${pattern} 429 retry-after=2 times=1; ${pattern} 503 retry-after=1 times=1`);
        await assert.rejects(run(it), assert.AssertionError);
      });
    });
  }

  describe("below HTTP", () => {
    const network: Readonly<
      Record<
        string,
        () => Promise<{ options: Partial<ArmClientOptions>; told: Told; close: () => Promise<void> }>
      >
    > = {
      "DNS failure": () =>
        Promise.resolve({
          options: {
            cloud: cloudAt("https://management.example.test"),
            lookup: (hostname, _options, callback) => {
              callback(
                Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND", hostname }),
                "",
                4,
              );
            },
          },
          told: {
            kind: "dns",
            cause: /management\.example\.test could not be resolved/,
            next: /DNS/,
            retryable: true,
          },
          close: () => Promise.resolve(),
        }),
      "proxy refusing": async () => {
        const proxy = http.createServer();
        proxy.on("connect", (_request, socket) => socket.end("HTTP/1.1 403 Forbidden\r\n\r\n"));
        const loopback = await listen(proxy, "http");
        return {
          options: {
            cloud: cloudAt("https://management.example.test"),
            proxy: { kind: "url", url: loopback.origin },
          },
          told: {
            kind: "proxy",
            cause: /proxy .* refused to connect/,
            next: /http\.proxy/,
            retryable: false,
          },
          close: () => loopback.close(),
        };
      },
      "untrusted CA": async () => {
        const server = await serve((_request, response) => response.end("{}"), certificate);
        return {
          options: { cloud: cloudAt(`https://localhost:${server.port}`) },
          told: {
            kind: "certificate",
            cause: /not trusted/,
            next: /certificate authority/,
            retryable: false,
          },
          close: () => server.close(),
        };
      },
    };

    for (const [name, prepare] of Object.entries(network)) {
      for (const [flow, { run }] of Object.entries(flows)) {
        it(`${name}: ${flow} tells cause and next move`, async () => {
          const { options, told, close } = await prepare();
          const it = await rig();
          const client = createArmClient({
            cloud: practiceCloud,
            credential: practiceCredential(it.cloud),
            clock: it.clock,
            proxy: { kind: "none" },
            ...options,
          });
          const store = memoryOperationStore();
          const operations = createOperations({ client, store, clock: it.clock });
          check(await run({ ...it, client, operations }), told);
          // Whether anything was started can be asked once the network is back.
          await assertNothingRuns(createOperations({ client: it.client, store, clock: it.clock }));
          client.close();
          await close();
        });
      }
    }
  });
});
