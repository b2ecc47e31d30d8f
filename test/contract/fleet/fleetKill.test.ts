/**
 * The process that deploys a fleet is killed and closed by turns, each time further on its way, with the limits on and failures
 * of five kinds planted. The fleet ends right, and no VM is made twice. A loop of one VM after the other stands beside it.
 * `NEXUS_ARC_FLEET_KILL_VMS` sets how many VMs, `NEXUS_ARC_FLEET_KILL_LOOP_VMS` how many of them the loop enrolls, and
 * `NEXUS_ARC_FLEET_KILL_SPEED` how fast the clock runs.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Fleet } from "../../../src/fleet/fleet";
import { lookAtFleet } from "../../../src/fleet/run/fleetRun";
import type { FleetStatus } from "../../../src/fleet/status/status";
import { createPracticeCloud, type PracticeCloud } from "../../../src/practice/cloud";
import { servePractice, type PracticeServer } from "../../../src/practice/http/server";
import { fleetOf } from "../../unit/fleet/setup";
import { fastClock } from "./fastClock";
import { portsOf, type FleetTask } from "./fleetProcess";
import { enrollOne } from "./loop";
import { fourSites, plantFailures, siteCount } from "./thousand";

const perSite = Math.ceil(Number(process.env["NEXUS_ARC_FLEET_KILL_VMS"] ?? 40) / siteCount);
const total = perSite * siteCount;
const looped = Number(process.env["NEXUS_ARC_FLEET_KILL_LOOP_VMS"] ?? 1);
/** Of the practice cloud and of all clocks. Machines that are slower than their clock only make Azure's time look longer. */
const speed = Number(process.env["NEXUS_ARC_FLEET_KILL_SPEED"] ?? 200);
const lookMs = 60_000;

/** How a process ends before it is done: `SIGKILL` as when the host dies, `SIGTERM` as when the window is closed or reloaded. */
const ends = ["SIGKILL", "SIGTERM", "SIGKILL", "SIGTERM", "SIGKILL"] as const;

/** The server puts a good one in its place. */
const token = "practice";

interface Served {
  readonly cloud: PracticeCloud;
  readonly server: PracticeServer;
  readonly epoch: number;
  requests: number;
}

async function serve(faults: string): Promise<Served> {
  const epoch = Date.now();
  const cloud = createPracticeCloud({
    clock: fastClock(epoch, speed),
    speed: 1,
    limits: true,
    faults,
    population: { kind: "fleet", subscriptions: siteCount, virtualMachines: 0 },
  });
  const counting: PracticeCloud = {
    ...cloud,
    handle: (request, signal) => {
      served.requests++;
      // A token lives for an hour of the cloud's time, which is a few seconds here.
      const headers = { ...request.headers, authorization: `Bearer ${cloud.token().token}` };
      return cloud.handle({ ...request, headers }, signal);
    },
  };
  const served: Served = { cloud, server: await servePractice(counting, 0), epoch, requests: 0 };
  return served;
}

const portsTo = ({ server, epoch }: Served) => portsOf({ url: server.url, token, epoch, speed });

/** Minutes of Azure's time since `start`, of the wall. */
const minutesSince = (start: number): number => ((Date.now() - start) * speed) / 60_000;

/** Looks until no VM is on its way any more. */
async function untilQuiet(served: Served, fleet: Fleet): Promise<FleetStatus> {
  for (let looks = 0; looks < 200; looks++) {
    const ports = portsTo(served);
    const { status } = await lookAtFleet(ports, fleet, {});
    const { creating = 0, booting = 0, connecting = 0 } = status.counts;
    if (creating + booting + connecting === 0) return status;
    await ports.clock.sleep(lookMs);
  }
  throw new Error("The fleet did not come to rest.");
}

describe(`killing the process that deploys ${total} VMs`, () => {
  const { faults, names } = plantFailures(perSite, Math.max(1, Math.round((total * 0.03) / 5)));
  const planted = new Set(names.flat());
  const text = fourSites(perSite);
  const fleet = fleetOf(text);
  const figures = { requests: 0, minutes: 0 };
  const open: Served[] = [];
  after(() => Promise.all(open.map(({ server }) => server.close())));

  it(`${ends.length} times, by turns with closing it: each continues where the one before stopped`, async () => {
    const served = await serve(faults);
    open.push(served);
    const started = Date.now();
    const seen: string[] = [];
    for (const [round, signal] of ends.entries())
      seen.push(await deployUntil(served, "none", { signal, events: 2 * round + 1 }));
    seen.push(await deployUntil(served, "none", undefined));
    const halfway = await untilQuiet(served, fleet);
    // What Azure refused before a kill, the next run has sent again; the other kinds need VMs to be created again, which nobody allowed.
    const [refusedNames = [], ...failing] = names;
    const groups = halfway.causes.map(({ vms }) => namesOf(vms.map(({ target }) => target.vmName)));
    assert.deepEqual(
      groups.filter((group) => !refusedNames.some((name) => group.includes(name))).sort(),
      failing.map(namesOf).sort(),
    );
    for (const { cause, vms } of halfway.causes) console.log(`      ${vms.length} × ${cause.text}`);
    seen.push(await deployUntil(served, "failed", { signal: "SIGKILL", events: 3 }));
    seen.push(await deployUntil(served, "failed", undefined));
    const end = await untilQuiet(served, fleet);
    assert.deepEqual(end.counts, { connected: total });
    figures.requests = served.requests;
    figures.minutes = minutesSince(started);
    console.log(seen.map((line) => `      ${line}\n`).join(""));

    const refused = new Set(refusedNames);
    const made = madeTimes(served.cloud);
    for (const { target } of fleet.vms) {
      const again = planted.has(target.vmName) && !refused.has(target.vmName);
      assert.equal(made.get(target.vmName), again ? 2 : 1, target.vmName);
    }
  }).timeout(590_000);

  it("stands beside a loop of one VM after the other, kills and retries included", async () => {
    const served = await serve("");
    open.push(served);
    // One VM by the fleet makes the identity and the roles that the loop's VMs need.
    const first = fleet.vms[0];
    assert.ok(first !== undefined);
    await deployOnly(served, { ...fleet, vms: [first] });
    const before = served.requests;
    const started = Date.now();
    const part = fleet.vms.slice(1, 1 + looped);
    for (const vm of part) {
      const { client, clock } = portsTo(served);
      await enrollOne(client, clock, vm);
    }
    const scale = total / part.length;
    const requests = (served.requests - before) * scale;
    const minutes = minutesSince(started) * scale;
    console.log(
      `      fleet: ${figures.requests} requests, ${figures.minutes.toFixed(0)} minutes\n` +
        `      loop:  ${requests.toFixed(0)} requests, ${(minutes / 60).toFixed(1)} hours (${part.length} VMs, times ${scale})`,
    );
    // How the two compare at 1,000 VMs stands in docs/scale.md; at this size the kills weigh more than the VMs.
    assert.ok(requests >= 3 * total, "each VM is made, polled, and looked at until it is Connected");
  }).timeout(240_000);

  async function deployOnly(served: Served, some: Fleet): Promise<void> {
    const { deployFleet } = await import("../../../src/fleet/run/fleetRun");
    await deployFleet(portsTo(served), some);
    await untilQuiet(served, some);
  }

  /** Runs the process, ends it after so many of its events, and gives the events that it told. */
  async function deployUntil(
    { server, epoch }: Served,
    recreate: FleetTask["recreate"],
    end: { readonly signal: NodeJS.Signals; readonly events: number } | undefined,
  ): Promise<string> {
    const task: FleetTask = { url: server.url, token, text, epoch, speed, recreate };
    const script = path.join(import.meta.dirname, "fleetProcess.ts");
    const child = spawn(process.execPath, ["--import", "tsx", script, JSON.stringify(task)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exited = once(child, "exit");
    const events: string[] = [];
    createInterface({ input: child.stdout }).on("line", (line) => {
      events.push(line);
      if (events.length === end?.events) child.kill(end.signal);
    });
    await exited;
    const last = events.at(-1);
    if (end === undefined) assert.equal(last, "done");
    return `${end?.signal ?? "to its end"}: ${told(events)}`;
  }
});

function namesOf(names: readonly string[]): string {
  return [...names].sort().join(" ");
}

/** `started ×16, waiting ×3`. */
function told(events: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const event of events) counts.set(event, (counts.get(event) ?? 0) + 1);
  return [...counts].map(([event, count]) => (count === 1 ? event : `${event} ×${count}`)).join(", ");
}

/** How often each VM was started to be made. */
function madeTimes({ world }: PracticeCloud): ReadonlyMap<string, number> {
  const made = new Map<string, number>();
  for (const { effect, resourceId, verb } of world.operations.all()) {
    if (verb !== "PUT" || effect.kind !== "created") continue;
    const name = resourceId.split("/").at(-1) ?? "";
    made.set(name, (made.get(name) ?? 0) + 1);
  }
  return made;
}
