/** The process that deploys a fleet is killed again and again, each time further on its way. The fleet ends right, and no VM is made twice. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { lookAtFleet } from "../../src/fleet/fleetRun";
import { createPracticeCloud } from "../../src/practice/cloud";
import { servePractice, type PracticeServer } from "../../src/practice/server";
import { fleetOf } from "../unit/fleet/room";
import { portsOf, type FleetTask } from "./support/fleetProcess";
import { fourSites, siteCount } from "./support/thousand";

const perSite = Math.ceil(Number(process.env["NEXUS_ARC_FLEET_KILL_VMS"] ?? 40) / siteCount);
const kills = 3;
const speed = 100;

describe("killing the process that deploys a fleet", () => {
  const cloud = createPracticeCloud({
    speed,
    limits: true,
    population: { kind: "fleet", subscriptions: siteCount, virtualMachines: 0 },
  });
  let server: PracticeServer;
  before(async () => {
    server = await servePractice(cloud, 0);
  });
  after(() => server.close());

  it(`${kills} times: each goes on where the one before stopped`, async () => {
    const text = fourSites(perSite);
    const task: FleetTask = { url: server.url, token: cloud.token().token, text, speed };
    const seen: string[] = [];
    for (let round = 0; round < kills; round++) seen.push(await deployUntil(task, round));
    seen.push(await deployUntil(task, undefined));
    console.log(
      `    events before each kill: ${seen.map((events) => (events === "" ? "none" : events)).join(" | ")}`,
    );
    assert.ok(seen.at(-1)?.endsWith("done"));

    const fleet = fleetOf(text);
    const ports = portsOf(task);
    for (let looks = 0; ; looks++) {
      const { status } = await lookAtFleet(ports, fleet, {});
      if (status.counts.connected === fleet.vms.length) break;
      assert.ok(looks < 60, JSON.stringify(status.counts));
      await delay(1000);
    }
    const made = cloud.world.operations
      .all()
      .filter(({ verb, effect }) => verb === "PUT" && effect.kind === "created");
    assert.equal(made.length, fleet.vms.length);
    assert.equal(new Set(made.map(({ resourceId }) => resourceId.toLowerCase())).size, fleet.vms.length);
  }).timeout(240_000);
});

/** Runs the process, kills it after its first event, and two events later in each round, and gives the events that it told. */
async function deployUntil(task: FleetTask, round: number | undefined): Promise<string> {
  const script = path.join(import.meta.dirname, "support/fleetProcess.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, JSON.stringify(task)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const events: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    events.push(line);
    if (round !== undefined && events.length === 2 * round + 1) child.kill("SIGKILL");
  });
  await exited;
  return events.join(" ");
}
