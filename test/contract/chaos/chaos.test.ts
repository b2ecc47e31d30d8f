/**
 * Whole enrollments through random faults, slow answers, kills and reloads. Each ends Connected, or stopped with a named
 * cause and a next move; after every window what is saved is sound (`chaos/invariants.ts`).
 *
 * NEXUS_ARC_CHAOS_SEEDS=2000 walks more seeds; NEXUS_ARC_CHAOS_SEED=17 walks that one alone.
 */
import assert from "node:assert/strict";
import { Random } from "../../../src/practice/state/random";
import type { Way } from "./site";
import { walk, type Walk } from "./walk";

const ways: readonly Way[] = [
  { creator: "workstation", identity: "user" },
  { creator: "vm", identity: "user" },
  { creator: "workstation", identity: "system" },
  { creator: "vm", identity: "system" },
];

const only = process.env["NEXUS_ARC_CHAOS_SEED"];
const count = Number(process.env["NEXUS_ARC_CHAOS_SEEDS"] ?? 200);
const seeds = only === undefined ? Array.from({ length: count }, (_, index) => index + 1) : [Number(only)];

function nameOf({ creator, identity }: Way): string {
  return `${creator === "vm" ? "hands-free" : "guided"}, ${identity}-assigned`;
}

describe("chaos", function () {
  this.timeout(600_000); // an eighth of it suffices where nothing else runs

  for (const [index, way] of ways.entries()) {
    const mine = seeds.filter((seed) => seed % ways.length === index);
    if (mine.length === 0) continue;
    it(`${nameOf(way)}: ${String(mine.length)} walks end Connected, or stopped with a cause and a next move`, async () => {
      const walks: Walk[] = [];
      for (const seed of mine) walks.push(await walkSeed(seed, way));
      for (const { end, lasting } of walks) {
        // What passes must not stop anyone for good; a VM's script gives up by itself after ten minutes at one step.
        const mayStop =
          lasting || (end.kind === "stopped" && end.cause.startsWith("The VM's script stopped"));
        assert.ok(end.kind === "connected" || mayStop, JSON.stringify(end));
      }
      if (only === undefined) {
        const connected = walks.filter(({ end }) => end.kind === "connected").length;
        assert.ok(
          connected > mine.length / 2,
          `only ${String(connected)} of ${String(mine.length)} connected`,
        );
        assert.ok(
          walks.some(({ windows }) => windows > 2),
          "hardly a window was closed",
        );
      }
    });
  }
});

async function walkSeed(seed: number, way: Way): Promise<Walk> {
  try {
    return await walk(new Random(`chaos ${String(seed)}`), way);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    const again = `NEXUS_ARC_CHAOS_SEED=${String(seed)} npx mocha --config test/contract/.mocharc.json --spec test/contract/chaos/chaos.test.ts`;
    throw new Error(`${words}\nOnce more: ${again}`, { cause: error });
  }
}
