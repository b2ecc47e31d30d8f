import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { root } from "../../scripts/lib/paths";
import { createPracticeCloud } from "../../src/practice/cloud";
import { servePractice } from "../../src/practice/http/server";
import { median, roundsOf, type Bench } from "./bench";

const virtualMachines = 10_000;
const rounds = roundsOf(3);

interface Shown {
  readonly rows: number;
  readonly bytes: number;
}

/** The practice cloud is served from here, so that its own memory is not in the figure. */
async function measure(): Promise<readonly Shown[]> {
  const cloud = createPracticeCloud({ population: { kind: "fleet", subscriptions: 300, virtualMachines } });
  const server = await servePractice(cloud, 0);
  const script = path.join(root, "test/performance/heap/rows.ts");
  const args = ["--expose-gc", "--import", "tsx", script, server.url];
  const env = { ...process.env, NEXUS_ARC_PRACTICE_TOKEN: cloud.token().token };
  try {
    const shown: Shown[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, env });
      shown.push(JSON.parse(stdout) as Shown);
    }
    return shown;
  } finally {
    await server.close();
  }
}

export const benches: readonly Bench[] = [
  {
    name: `heap of the machine list with ${virtualMachines} VMs, over idle`,
    method: `Median of ${rounds} processes of their own: used heap after garbage collection, before the list is opened and when it shows every row of a practice cloud in another process.`,
    target: { atMost: 40 },
    measure: async () => {
      const shown = await measure();
      const rows = Math.min(...shown.map((one) => one.rows));
      if (rows < virtualMachines) throw new Error(`Only ${rows} rows were shown.`);
      const value = median(shown.map(({ bytes }) => bytes)) / 2 ** 20;
      return { value, unit: "MiB", ours: `${value.toFixed(1)} MiB, ${rows} rows`, theirs: "idle" };
    },
  },
];
