import assert from "node:assert/strict";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import http from "node:http";
import { practiceCloud } from "../../src/arm/cloud";
import { ArmError, type ArmErrorKind } from "../../src/arm/errors";
import { putMachine } from "../../src/arm/hybridCompute";
import { loadInventory } from "../../src/arm/inventory";
import { createOperations, type Operations } from "../../src/arm/operation";
import { memoryOperationStore } from "../../src/arm/operationStore";
import { createArmClient, type ArmClientOptions, type PipelineArmClient } from "../../src/arm/pipeline";
import { beginAssignRelay } from "../../src/arm/virtualMachineOperations";
import { ManualClock } from "../../src/practice/clock";
import { createPracticeCloud, type PracticeCloud } from "../../src/practice/cloud";
import { practiceCredential, practiceHttpClient } from "../../src/practice/transport";
import { cloudAt, listen, makeCertificate, serve } from "../unit/arm/loopback";

/** What a user must be told, wherever the fault strikes. */
interface Told {
  readonly kind: ArmErrorKind;
  readonly cause: RegExp;
  readonly next: RegExp;
  readonly retryable: boolean;
}

const faults: Readonly<Record<string, Told>> = {
  "429 retry-after=300": {
    kind: "throttled",
    cause: /throttled/,
    next: /^Wait 300 seconds/,
    retryable: true,
  },
  "503": { kind: "server", cause: /unavailable/, next: /few minutes/, retryable: true },
  reset: { kind: "reset", cause: /was cut/, next: /Try again/, retryable: true },
  "401": { kind: "expired", cause: /expired/, next: /Sign in again/, retryable: false },
  "403": { kind: "forbidden", cause: /may not perform Microsoft\.\S+ on \//, next: /role/, retryable: false },
  "404": { kind: "notFound", cause: /not found/, next: /Refresh/, retryable: false },
  "409": { kind: "conflict", cause: /in progress/, next: /Wait until/, retryable: true },
  malformed: { kind: "malformed", cause: /JSON cannot be read/, next: /Try again/, retryable: true },
  empty: { kind: "malformed", cause: /without the content/, next: /Try again/, retryable: true },
  html: { kind: "malformed", cause: /web page/, next: /sign-in page/, retryable: true },
};

const machineKey = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "pkcs1", format: "der" },
  privateKeyEncoding: { type: "pkcs1", format: "der" },
}).publicKey.toString("base64");

const certificate = makeCertificate();

interface Rig {
  readonly cloud: PracticeCloud;
  readonly client: PipelineArmClient;
  readonly operations: Operations;
  readonly clock: ManualClock;
  /** A VM whose machine waits to be connected, and a machine that is not there yet. */
  readonly vmId: string;
  readonly machineId: string;
  readonly newMachineId: string;
}

/** The practice cloud behind the real pipeline. Its clock never waits. */
async function rig(options: Partial<ArmClientOptions> = {}): Promise<Rig> {
  const clock = new ManualClock();
  const cloud = createPracticeCloud({ clock });
  const client = createArmClient({
    cloud: practiceCloud,
    credential: practiceCredential(cloud),
    httpClient: practiceHttpClient(cloud),
    clock,
    retry: { attempts: 3 },
    ...options,
  });
  const calm = createArmClient({
    cloud: practiceCloud,
    credential: practiceCredential(cloud),
    httpClient: practiceHttpClient(cloud),
    clock,
  });
  const { virtualMachines, machines } = await loadInventory(calm, { clock });
  const machine = machines.find(({ name }) => name === "nrf01");
  const vm = virtualMachines.find(({ name }) => name === "nrf01");
  assert.ok(machine !== undefined && vm !== undefined);
  return {
    cloud,
    client,
    clock,
    operations: createOperations({ client, store: memoryOperationStore(), clock }),
    vmId: vm.id,
    machineId: machine.id,
    newMachineId: machine.id.replace(/nrf01$/, "fresh01"),
  };
}

/** The error that the tree shows in place of rows. */
async function treeError({ client, clock }: Pick<Rig, "client" | "clock">): Promise<ArmError> {
  const inventory = await loadInventory(client, { clock });
  assert.ok(inventory.complete, "the tree does not keep on loading");
  const [failure] = inventory.failures;
  assert.ok(failure !== undefined, "the tree is not silently empty");
  return failure.error;
}

async function relayError({ operations, vmId, machineId }: Rig): Promise<ArmError> {
  return thrown(beginAssignRelay(operations, vmId, { machineId, relayType: "Platform" }));
}

function machineError({ client, newMachineId }: Rig): Promise<ArmError> {
  return thrown(
    putMachine(client, newMachineId, {
      location: "uksouth",
      clientPublicKey: machineKey,
      vmId: randomUUID(),
    }),
  );
}

async function thrown(work: Promise<unknown>): Promise<ArmError> {
  try {
    const result = await work;
    assert.fail(`no error but ${JSON.stringify(result)}`);
  } catch (error) {
    assert.ok(error instanceof ArmError, String(error));
    return error;
  }
}

function check(error: ArmError, told: Told): void {
  assert.equal(error.kind, told.kind);
  assert.match(error.causeText, told.cause);
  assert.match(error.nextMove, told.next);
  assert.equal(error.retryable, told.retryable);
  assert.match(error.correlationId ?? "", /^[0-9a-f-]{36}$/);
}

/** No operation is left that is under way for nobody. */
async function assertNothingRuns(operations: Operations): Promise<void> {
  for (const { id, phase } of await operations.list()) {
    if (phase !== "ended") assert.notEqual((await operations.watch(id)).state, "running");
  }
  assert.ok((await operations.list()).every(({ phase }) => phase === "ended"));
}

const flows: Readonly<
  Record<string, { readonly pattern: string; readonly run: (rig: Rig) => Promise<ArmError> }>
> = {
  "the tree": { pattern: "*", run: treeError },
  "relay assignment": { pattern: "POST */assignRelay", run: relayError },
  "machine creation": { pattern: "PUT */machines/*", run: machineError },
};

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
          // Whether anything was begun can be asked once the network is back.
          await assertNothingRuns(createOperations({ client: it.client, store, clock: it.clock }));
          client.close();
          await close();
        });
      }
    }
  });

  it("an operation that fails ends as failed, with Azure's words", async () => {
    const it = await rig();
    it.cloud.useFaults("POST */assignRelay operation=Failed");
    const record = await beginAssignRelay(it.operations, it.vmId, {
      machineId: it.machineId,
      relayType: "Platform",
    });
    const outcome = await it.operations.watch(record.id);
    assert.ok(outcome.state === "failed");
    assert.equal(outcome.error.kind, "operationFailed");
    assert.notEqual(outcome.error.causeText, "");
    assert.match(outcome.error.nextMove, /details/);
    await assertNothingRuns(it.operations);
  });

  it("an operation that is accepted without a body is followed to its end", async () => {
    const it = await rig();
    it.cloud.useFaults("POST */assignRelay empty");
    const record = await beginAssignRelay(it.operations, it.vmId, {
      machineId: it.machineId,
      relayType: "Platform",
    });
    assert.equal((await it.operations.watch(record.id)).state, "succeeded");
  });

  it("an operation that never ends can be left, and is still listed as under way", async () => {
    const it = await rig();
    it.cloud.useFaults("POST */assignRelay operation=never");
    const record = await beginAssignRelay(it.operations, it.vmId, {
      machineId: it.machineId,
      relayType: "Platform",
    });
    const leave = new AbortController();
    let looks = 0;
    const watching = it.operations.watch(record.id, {
      signal: leave.signal,
      onProgress: () => {
        if (++looks === 20) leave.abort();
      },
    });
    await assert.rejects(watching, { name: "AbortError" });
    assert.deepEqual(
      (await it.operations.list()).map(({ phase }) => phase),
      ["running"],
    );
  });
});
