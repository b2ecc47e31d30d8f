/**
 * One file, many VMs in four subscriptions, with the limits of Resource Manager and Resource Graph on: to Connected, with planted
 * failures that come out grouped by cause, are deployed again and end right, and with the window closed in between. Beside it a
 * loop of one VM after the other. Time is Azure's, of a clock that only waiting moves.
 */
import assert from "node:assert/strict";
import { hasSucceeded, runDeployments, type FleetPorts } from "../../../src/fleet/run/deployFleet";
import type { Fleet } from "../../../src/fleet/fleet";
import { deployFleet, lookAtFleet, type FleetRun } from "../../../src/fleet/run/fleetRun";
import type { RoleGuids } from "../../../src/fleet/plan/roleWork";
import type { FleetStatus } from "../../../src/fleet/status/status";
import { nothingStands, writeDeployments } from "../../../src/fleet/template/writeDeployments";
import { fleetOf, openFleetSetup, type FleetSetup } from "../../unit/fleet/setup";
import { enrollOne } from "./loop";
import { fourSites, plantFailures, siteCount } from "./thousand";

/** VMs of the fleet and of the loop. The loop is long: by default it enrolls a part, and its figures are for that part. */
const perSite = Math.ceil(Number(process.env["NEXUS_ARC_FLEET_VMS"] ?? 480) / siteCount);
const looped = Number(process.env["NEXUS_ARC_FLEET_LOOP_VMS"] ?? 20);
const total = perSite * siteCount;
const perKind = Math.max(1, Math.round((total * 0.03) / 5));

/** Waits between two looks at a fleet that enrolls. */
const lookMs = 60_000;

interface Figures {
  readonly requests: number;
  readonly minutes: number;
}

async function measured(setup: FleetSetup, work: () => Promise<void>): Promise<Figures> {
  const [requests, start] = [setup.sent.length, setup.clock.now()];
  await work();
  return { requests: setup.sent.length - requests, minutes: (setup.clock.now() - start) / 60_000 };
}

/** Looks until no VM is on its way any more. */
async function untilQuiet(setup: FleetSetup, fleet: Fleet): Promise<FleetStatus> {
  let roleGuids: RoleGuids | undefined;
  for (let looks = 0; looks < 120; looks++) {
    const state = await lookAtFleet(setup.ports, fleet, roleGuids);
    const { status } = state;
    roleGuids = state.roleGuids;
    const { creating = 0, booting = 0, connecting = 0 } = status.counts;
    if (creating + booting + connecting === 0) return status;
    await setup.clock.sleep(lookMs);
  }
  throw new Error("The fleet did not come to rest within two hours.");
}

/** Deploys in a window that is closed after `events` events: whatever is awaited then is given up. */
async function deployAndClose(setup: FleetSetup, fleet: Fleet, events: number): Promise<void> {
  const abort = new AbortController();
  let seen = 0;
  const ports: FleetPorts = {
    ...setup.ports,
    signal: abort.signal,
    tell: () => {
      if (++seen === events) abort.abort();
    },
  };
  await assert.rejects(deployFleet(ports, fleet), { name: "AbortError" });
}

function cloudOptions(faults: string): Parameters<typeof openFleetSetup>[0] {
  return {
    limits: true,
    faults,
    population: { kind: "fleet", subscriptions: siteCount, virtualMachines: 0 },
  };
}

/** How often each VM was started to be made. */
function madeTimes(setup: FleetSetup): ReadonlyMap<string, number> {
  const made = new Map<string, number>();
  for (const { effect, resourceId, verb } of setup.cloud.world.operations.all()) {
    if (verb !== "PUT" || effect.kind !== "created") continue;
    const name = resourceId.split("/").at(-1) ?? "";
    made.set(name, (made.get(name) ?? 0) + 1);
  }
  return made;
}

describe(`${total} VMs in ${siteCount} subscriptions`, () => {
  const { faults, names } = plantFailures(perSite, perKind);
  const planted = names.flat();
  const fleet = fleetOf(fourSites(perSite));
  let engine: Figures;

  it("come from one file to Connected, with limits on, the window closed twice, and 3 % of five kinds of failure", async () => {
    const setup = openFleetSetup(cloudOptions(faults));
    let first: FleetRun | undefined;
    let retried: FleetRun | undefined;
    let halfway: FleetStatus | undefined;
    engine = await measured(setup, async () => {
      await deployAndClose(setup, fleet, 2);
      await deployAndClose(setup, fleet, 7);
      first = await deployFleet(setup.ports, fleet);
      halfway = await untilQuiet(setup, fleet);
      retried = await deployFleet(setup.ports, fleet, { recreate: "failed" });
      const end = await untilQuiet(setup, fleet);
      assert.deepEqual(end.counts, { connected: total });
      assert.deepEqual(end.causes, []);
    });
    assert.ok(first !== undefined && retried !== undefined && halfway !== undefined);

    // Exactly the planted failures, each kind under its own cause.
    assert.equal(halfway.counts.connected, total - planted.length);
    const groups = halfway.causes.map(({ vms }) =>
      vms
        .map(({ target }) => target.vmName)
        .sort()
        .join(" "),
    );
    assert.deepEqual(groups.sort(), names.map((list) => [...list].sort().join(" ")).sort());
    for (const { cause, vms } of halfway.causes) console.log(`      ${vms.length} × ${cause.text}`);

    // Only what failed is done again, and nothing was ever done twice.
    assert.deepEqual(retried.plan.work.map(({ vm }) => vm.target.vmName).sort(), [...planted].sort());
    assert.ok(retried.outcomes.every(hasSucceeded));
    const refused = new Set(names[0]);
    for (const { target } of fleet.vms) {
      const again = planted.includes(target.vmName) && !refused.has(target.vmName);
      assert.equal(madeTimes(setup).get(target.vmName), again ? 2 : 1, target.vmName);
    }
  }).timeout(600_000);

  it("take one look of a handful of requests to be seen whole", async () => {
    const setup = openFleetSetup(cloudOptions(""));
    const smooth = await measured(setup, async () => {
      const run = await deployFleet(setup.ports, fleet);
      assert.ok(run.outcomes.every(hasSucceeded));
      assert.deepEqual((await untilQuiet(setup, fleet)).counts, { connected: total });
    });
    console.log(`      without failures: ${smooth.requests} requests, ${smooth.minutes.toFixed(0)} minutes`);
    const { requests } = await measured(setup, async () => {
      await lookAtFleet(setup.ports, fleet, {});
    });
    console.log(`      one look at ${total} VMs × ten steps: ${requests} requests`);
    assert.ok(requests <= 3 + Math.ceil((2 * total) / 1000) + siteCount);
  }).timeout(300_000);

  it("need far fewer requests and far less time than one after the other", async () => {
    const setup = openFleetSetup(cloudOptions(""));
    const all = writeDeployments({ fleet, vms: fleet.vms, standing: nothingStands, roleGuids: {} });
    await runDeployments(
      setup.ports,
      fleet,
      all.filter(({ phase }) => phase !== "vms"),
    );
    setup.pass(600);
    const part = fleet.vms
      .filter((_, index) => index % Math.max(1, Math.floor(total / looped)) === 0)
      .slice(0, looped);
    const loop = await measured(setup, async () => {
      for (const vm of part) await enrollOne(setup.client, setup.clock, vm);
    });
    const scale = total / part.length;
    const [requests, minutes] = [loop.requests * scale, loop.minutes * scale];
    console.log(
      `      fleet: ${engine.requests} requests, ${engine.minutes.toFixed(0)} minutes, failures and retries included`,
    );
    console.log(
      `      loop:  ${loop.requests} requests, ${loop.minutes.toFixed(0)} minutes for ${part.length} VMs, so ${requests.toFixed(0)} requests, ${(minutes / 60).toFixed(1)} hours for ${total}`,
    );
    assert.ok(engine.requests * 10 < requests);
    assert.ok(engine.minutes * 10 < minutes);
  }).timeout(600_000);
});
