import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { createDefaultHttpClient, type HttpClient } from "@azure/core-rest-pipeline";
import { root } from "../../scripts/lib/paths";
import { mapWithConcurrency } from "../../src/arm/async/mapWithConcurrency";
import type { ArmClient } from "../../src/arm/client";
import { customCloud } from "../../src/arm/cloud";
import { listMachines } from "../../src/arm/resources/arc/hybridCompute";
import { loadInventory } from "../../src/arm/inventory/inventory";
import { listVirtualMachines } from "../../src/arm/resources/networkCloud/networkCloud";
import { createArmClient } from "../../src/arm/http/pipeline";
import { listSubscriptions } from "../../src/arm/inventory/subscriptions";
import type { Bench } from "./bench";

const subscriptions = 300;
const virtualMachines = 10_000;
/** Milliseconds added to every answer. */
const latency = 50;
/** What other Azure extensions have in progress at a time. */
const listsAtOnce = 5;
/** Resource Graph answers 15 queries in this many milliseconds. The nineteen pages of this fleet have to wait for it once. */
const quotaWindow = 5000;

interface Run {
  readonly requests: number;
  readonly rows: number;
  /** Milliseconds. */
  readonly firstRows: number;
  readonly thousandRows: number;
  readonly all: number;
}

function counting(inner: HttpClient, count: () => void): HttpClient {
  return {
    sendRequest: (request) => {
      count();
      return inner.sendRequest(request);
    },
  };
}

interface Served {
  readonly url: string;
  readonly token: string;
}

/** `nexus-arc practice` in a process of its own: what it costs is not on our clock. */
async function withServer<T>(work: (served: Served) => Promise<T>): Promise<T> {
  const options = { "--subscriptions": subscriptions, "--vms": virtualMachines, "--latency": latency };
  const args = Object.entries(options).flatMap(([name, value]) => [name, String(value)]);
  const server = spawn(
    process.execPath,
    ["--import", "tsx/esm", path.join(root, "src/cli.ts"), "practice", ...args],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  try {
    const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
    const first = await lines.next();
    if (first.done === true) throw new Error("The practice cloud has ended.");
    return await work(JSON.parse(first.value) as Served);
  } finally {
    server.kill();
  }
}

/** Reads the whole inventory through the real pipeline. `read` calls back with the number of rows so far. */
async function run(
  { url, token }: Served,
  read: (client: ArmClient, onRows: (rows: number) => void) => Promise<void>,
): Promise<Run> {
  let requests = 0;
  const client = createArmClient({
    cloud: customCloud({ resourceManager: url, authority: "https://login.example.com" }),
    credential: {
      getToken: () => Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 }),
    },
    proxy: { kind: "none" },
    httpClient: counting(createDefaultHttpClient(), () => (requests += 1)),
  });
  let rows = 0;
  let firstRows = Infinity;
  let thousandRows = Infinity;
  const started = performance.now();
  await read(client, (count) => {
    if (count > 0 && rows === 0) firstRows = performance.now() - started;
    if (count >= 1000 && rows < 1000) thousandRows = performance.now() - started;
    rows = count;
  });
  const result = { requests, rows, firstRows, thousandRows, all: performance.now() - started };
  client.close();
  return result;
}

async function ours(client: ArmClient, onRows: (rows: number) => void): Promise<void> {
  const count = (inventory: {
    readonly virtualMachines: readonly unknown[];
    readonly machines: readonly unknown[];
  }) => {
    onRows(inventory.virtualMachines.length + inventory.machines.length);
  };
  count(await loadInventory(client, { onProgress: count }));
}

/** One list for each type and subscription, as Azure extensions do it without Resource Graph. */
async function theirs(client: ArmClient, onRows: (rows: number) => void): Promise<void> {
  let rows = 0;
  const add = (items: readonly unknown[]): void => {
    rows += items.length;
    onRows(rows);
  };
  const all = await listSubscriptions(client);
  const lists = all.flatMap(({ id }) => [
    async () => {
      add(await listVirtualMachines(client, { subscriptionId: id }));
    },
    async () => {
      add(await listMachines(client, { subscriptionId: id }));
    },
  ]);
  await mapWithConcurrency(lists, listsAtOnce, (list) => list());
}

interface Runs {
  readonly ours: Run;
  readonly theirs: Run;
}

/** Both listings on the same cloud, once for all benches here. */
function measure(): Promise<Runs> {
  return withServer(async (served) => {
    // The first requests load the library, and let the server make its tables.
    await run(served, async (client) => {
      await listSubscriptions(client);
      await listMachines(client, { subscriptionId: "11111111-aaaa-4bbb-8ccc-000000000001" });
      await loadInventory(client);
    });
    const our: Run[] = [];
    for (let round = 0; round < 3; round++) {
      await delay(quotaWindow);
      our.push(await run(served, ours));
    }
    const middle = our.sort((left, right) => left.firstRows - right.firstRows)[1];
    if (middle === undefined) throw new Error("Three runs have a middle one.");
    const result = { ours: middle, theirs: await run(served, theirs) };
    if (result.ours.rows !== result.theirs.rows)
      throw new Error(`The two listings disagree: ${result.ours.rows} and ${result.theirs.rows} rows.`);
    return result;
  });
}

let runs: Promise<Runs> | undefined;
function measured(): Promise<Runs> {
  runs ??= measure();
  return runs;
}

const fleet = `${subscriptions} subscriptions, ${virtualMachines} VMs and their Arc machines, ${latency} ms latency`;
const show = ({ requests, rows, all }: Run): string =>
  `${rows} rows, ${requests} requests, ${all.toFixed(0)} ms`;

export const benches: readonly Bench[] = [
  {
    name: "inventory against one list for each type and subscription",
    method: `The middle one of three runs against one, over ${fleet}, through the whole pipeline to a practice cloud in a process of its own; theirs with ${listsAtOnce} lists at once. Resource Graph's quota of 15 queries in 5 seconds is obeyed.`,
    target: { atLeast: 1 },
    measure: async () => {
      const { ours: our, theirs: their } = await measured();
      return { value: their.all / our.all, unit: "×", ours: show(our), theirs: show(their) };
    },
  },
  {
    name: "inventory to its first thousand rows",
    method: `From the call to the first report with a thousand rows, over ${fleet}: what a window full of rows, sorted, needs.`,
    target: { atLeast: 5 },
    whyMissed: `Ours takes two answers of ${latency} ms and then the work on one page of a thousand rows, here and in the practice cloud on the same two cores; theirs is through its first sixty lists by then. The higher the latency, the larger the ratio.`,
    measure: async () => {
      const { ours: our, theirs: their } = await measured();
      return {
        value: their.thousandRows / our.thousandRows,
        unit: "×",
        ours: `${our.thousandRows.toFixed(0)} ms`,
        theirs: `${their.thousandRows.toFixed(0)} ms`,
      };
    },
  },
  {
    name: "requests for the whole inventory",
    method: `Requests that reach Resource Manager, over ${fleet}.`,
    target: { atLeast: 20 },
    measure: async () => {
      const { ours: our, theirs: their } = await measured();
      return {
        value: their.requests / our.requests,
        unit: "×",
        ours: `${our.requests} requests`,
        theirs: `${their.requests} requests`,
      };
    },
  },
  {
    name: "first rows of the inventory against one list for each type and subscription",
    method: `From the call to the first report with rows, over ${fleet}.`,
    target: { atLeast: 5 },
    whyMissed: `Both wait for the same two answers, ${latency} ms each, and no more: the subscriptions, then the first rows. Theirs are then the few of one subscription, ours a page of a thousand of all, which takes Resource Graph and the parser longer.`,
    measure: async () => {
      const { ours: our, theirs: their } = await measured();
      return {
        value: their.firstRows / our.firstRows,
        unit: "×",
        ours: `${our.firstRows.toFixed(0)} ms`,
        theirs: `${their.firstRows.toFixed(0)} ms`,
      };
    },
  },
];
