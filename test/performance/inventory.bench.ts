import type { HttpClient } from "@azure/core-rest-pipeline";
import { mapBounded } from "../../src/arm/bounded";
import type { ArmClient } from "../../src/arm/client";
import { practiceCloud } from "../../src/arm/cloud";
import { listMachines } from "../../src/arm/hybridCompute";
import { loadInventory } from "../../src/arm/inventory";
import { listVirtualMachines } from "../../src/arm/networkCloud";
import { createArmClient } from "../../src/arm/pipeline";
import { listSubscriptions } from "../../src/arm/subscriptions";
import { createPracticeCloud } from "../../src/practice/cloud";
import { practiceCredential, practiceHttpClient } from "../../src/practice/transport";
import type { Bench } from "./bench";

const subscriptions = 300;
const virtualMachines = 10_000;
/** Milliseconds added to every answer. */
const latency = 50;
/** What other Azure extensions have under way at a time. */
const listsAtOnce = 5;

interface Run {
  readonly requests: number;
  readonly rows: number;
  /** Milliseconds. */
  readonly firstRows: number;
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

/** Reads the whole inventory through the real pipeline. `read` calls back with the number of rows so far. */
async function run(
  cloud: ReturnType<typeof createPracticeCloud>,
  read: (client: ArmClient, onRows: (rows: number) => void) => Promise<void>,
): Promise<Run> {
  let requests = 0;
  const client = createArmClient({
    cloud: practiceCloud,
    credential: practiceCredential(cloud),
    httpClient: counting(practiceHttpClient(cloud), () => (requests += 1)),
  });
  let rows = 0;
  let firstRows = Infinity;
  const started = performance.now();
  await read(client, (count) => {
    if (count > 0 && rows === 0) firstRows = performance.now() - started;
    rows = count;
  });
  return { requests, rows, firstRows, all: performance.now() - started };
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
  await mapBounded(lists, listsAtOnce, (list) => list());
}

interface Runs {
  readonly ours: Run;
  readonly theirs: Run;
}

/** Both listings on the same cloud, once for all benches here. */
async function measure(): Promise<Runs> {
  const cloud = createPracticeCloud({
    population: { kind: "fleet", subscriptions, virtualMachines },
    latency,
  });
  // The first request loads the library.
  await run(cloud, async (client) => {
    await listSubscriptions(client);
    await listMachines(client, { subscriptionId: "11111111-aaaa-4bbb-8ccc-000000000001" });
  });
  const our = [await run(cloud, ours), await run(cloud, ours), await run(cloud, ours)];
  const middle = our.sort((left, right) => left.firstRows - right.firstRows)[1];
  if (middle === undefined) throw new Error("Three runs have a middle one.");
  const result = { ours: middle, theirs: await run(cloud, theirs) };
  if (result.ours.rows !== result.theirs.rows)
    throw new Error(`The two listings disagree: ${result.ours.rows} and ${result.theirs.rows} rows.`);
  return result;
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
    method: `The middle one of three runs against one, over ${fleet}, through the whole pipeline to the practice cloud; theirs with ${listsAtOnce} lists at once.`,
    target: { atLeast: 2 },
    measure: async () => {
      const { ours: our, theirs: their } = await measured();
      return { value: their.all / our.all, unit: "×", ours: show(our), theirs: show(their) };
    },
  },
  {
    name: "requests for the whole inventory",
    method: `Requests that reach Resource Manager, over ${fleet}.`,
    target: { atMost: 25 },
    measure: async () => {
      const { ours: our, theirs: their } = await measured();
      return {
        value: our.requests,
        unit: "requests",
        ours: `${our.requests} requests`,
        theirs: `${their.requests} requests`,
      };
    },
  },
  {
    name: "first rows of the inventory",
    method: `From the call to the first report with rows, over ${fleet}.`,
    target: { atMost: 500 },
    measure: async () => {
      const { ours: our, theirs: their } = await measured();
      return {
        value: our.firstRows,
        unit: "ms",
        ours: `${our.firstRows.toFixed(0)} ms`,
        theirs: `${their.firstRows.toFixed(0)} ms`,
      };
    },
  },
];
