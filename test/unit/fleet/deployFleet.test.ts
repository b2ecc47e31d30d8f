import assert from "node:assert/strict";
import { virtualMachineRequests } from "../../../src/arm/resources/networkCloud/networkCloud";
import { resourceKey } from "../../../src/arm/resources/resourceId";
import { deployFleet, lookAtFleet } from "../../../src/fleet/run/fleetRun";
import { cancelFleet, hasSucceeded, whatIfFleet, type FleetEvent } from "../../../src/fleet/run/deployFleet";
import { onlineFindings } from "../../../src/fleet/status/onlineFindings";
import { planFleet, planLines, planSummary } from "../../../src/fleet/plan/planFleet";
import { statusAsCsv, statusAsMarkdown } from "../../../src/fleet/status/exportStatus";
import { nothingStands, writeDeployments } from "../../../src/fleet/template/writeDeployments";
import { whatIfLines } from "../../../src/fleet/plan/compare";
import type { Fleet } from "../../../src/fleet/fleet";
import { fleetOf, openFleetSetup, type FleetSetup } from "./setup";
import { defaultLines, fleetText } from "./sample";

async function connect(setup: FleetSetup, fleet: Fleet): Promise<void> {
  const { outcomes } = await deployFleet(setup.ports, fleet);
  assert.ok(outcomes.every(hasSucceeded), JSON.stringify(outcomes));
  setup.pass(900);
}

async function states(setup: FleetSetup, fleet: Fleet): Promise<Record<string, string>> {
  const { status } = await lookAtFleet(setup.ports, fleet);
  return Object.fromEntries(status.vms.map(({ vm, state }) => [vm.target.vmName, state]));
}

async function planned(setup: FleetSetup, fleet: Fleet): Promise<readonly string[]> {
  const { view, status, roleGuids } = await lookAtFleet(setup.ports, fleet);
  return planLines(planFleet(fleet, view, status, roleGuids, { recreate: "all" }));
}

describe("a fleet in Azure", () => {
  it("goes from one file to Connected, with identity and roles of its own", async () => {
    const setup = openFleetSetup();
    const fleet = fleetOf(fleetText());
    await connect(setup, fleet);
    assert.deepEqual(await states(setup, fleet), {
      cuf01: "connected",
      cuf02: "connected",
      cuf03: "connected",
      duf01: "connected",
    });
    const { status } = await lookAtFleet(setup.ports, fleet);
    assert.ok(
      status.vms.every(({ steps }) => steps[2] === "done" && steps[8] === "unknown" && steps[10] === "done"),
    );
    assert.deepEqual(status.causes, []);
  });

  it("tags every deployment with the fleet's name and the file's hash, and shows its secret parameter to nobody", async () => {
    const setup = openFleetSetup();
    const fleet = fleetOf(fleetText());
    await connect(setup, fleet);
    const saved = JSON.stringify(setup.cloud.save());
    const vmDeployment = setup.events.find((event) => event.kind === "begun" && event.vms > 0);
    assert.ok(vmDeployment?.kind === "begun");
    assert.match(vmDeployment.name, /^edge-vms-[0-9a-f]{12}$/);
    assert.ok(saved.includes(fleet.hash));
    const script = Buffer.from("#!/usr/bin/env bash").toString("base64").slice(0, 20);
    assert.ok(!saved.includes(script), "no user data in what Azure keeps");
  });

  it("has nothing left to do afterward, and Azure's own what-if says so", async () => {
    const setup = openFleetSetup();
    const fleet = fleetOf(fleetText());
    await connect(setup, fleet);
    assert.deepEqual(await planned(setup, fleet), []);
    const before = setup.sent.length;
    const again = await deployFleet(setup.ports, fleet);
    assert.deepEqual(again.outcomes, []);
    assert.ok(setup.sent.slice(before).every((line) => !line.startsWith("PUT")));
    const all = writeDeployments({ fleet, vms: fleet.vms, standing: nothingStands, roleGuids: {} });
    const changes = await whatIfFleet(setup.ports, fleet, all);
    assert.equal(changes.length, 4 + 1 + 1 + 3);
    assert.deepEqual(
      new Set(changes.map(({ changeType }) => changeType)),
      new Set(["NoChange"]),
      JSON.stringify(changes.filter(({ changeType }) => changeType !== "NoChange")),
    );
  });

  it("changes exactly the VM whose line was edited", async () => {
    const setup = openFleetSetup();
    await connect(setup, fleetOf(fleetText()));
    const edited = fleetOf(
      fleetText({ vms: ["- vmName: cuf[01-03]", "- {vmName: duf01, cpuCores: 8, tags: {rack: r7}}"] }),
    );
    assert.deepEqual(await planned(setup, edited), [
      "~ duf01  (core-london)",
      "      tags.rack: nothing → r7",
    ]);
    const { view, status, roleGuids } = await lookAtFleet(setup.ports, edited);
    const { deployments } = planFleet(edited, view, status, roleGuids);
    const diff = whatIfLines(await whatIfFleet(setup.ports, edited, deployments));
    assert.match(diff[0] ?? "", /^Modify {4}\/subscriptions\/.*\/virtualMachines\/duf01$/);
    assert.deepEqual(diff.slice(1), ["      tags.rack: nothing → r7"]);
    const before = setup.sent.length;
    const run = await deployFleet(setup.ports, edited);
    assert.deepEqual(
      run.plan.deployments.flatMap(({ vms }) => vms.map(({ target }) => target.vmName)),
      ["duf01"],
    );
    assert.equal(setup.sent.slice(before).filter((line) => line.startsWith("PUT")).length, 1);
    assert.deepEqual(await planned(setup, edited), []);
    assert.deepEqual(new Set(Object.values(await states(setup, edited))), new Set(["connected"]));
  });

  it("makes a VM again for what cannot be changed, and only when that is allowed", async () => {
    const setup = openFleetSetup();
    await connect(setup, fleetOf(fleetText()));
    const edited = fleetOf(fleetText({ vms: ["- vmName: cuf[01-03]", "- {vmName: duf01, cpuCores: 16}"] }));
    const held = await deployFleet(setup.ports, edited);
    assert.deepEqual(held.outcomes, []);
    assert.match(
      planLines(held.plan).join("\n"),
      /^! duf01 .*properties\.cpuCores cannot be changed on an existing VM/,
    );
    const run = await deployFleet(setup.ports, edited, { recreate: "all" });
    assert.ok(run.outcomes.every(hasSucceeded));
    assert.equal(
      setup.sent.filter((line) => line.startsWith("DELETE") && line.includes("virtualMachines/")).length,
      1,
    );
    setup.pass(900);
    assert.deepEqual(new Set(Object.values(await states(setup, edited))), new Set(["connected"]));
    assert.deepEqual(await planned(setup, edited), []);
  });

  it("does not take an Arc machine that is left of a deleted VM for the new one's", async () => {
    const setup = openFleetSetup({
      faults: "POST */virtualMachines/cuf01/assignRelay operation=Failed code=NoRelay times=1",
    });
    const fleet = fleetOf(fleetText());
    await connect(setup, fleet);
    setup.pass(3600);
    const vm = fleet.vms.find(({ target }) => target.vmName === "cuf01");
    assert.ok(vm !== undefined);
    assert.equal((await states(setup, fleet))["cuf01"], "stuck");
    // What a run leaves that is killed between the VM and its machine.
    await setup.client.send({ ...virtualMachineRequests.delete(vm.id), allowEmpty: true });
    setup.pass(900);
    const held = await deployFleet(setup.ports, fleet);
    assert.match(planLines(held.plan).join("\n"), /^! cuf01 .*An earlier VM left an Arc machine/);
    const run = await deployFleet(setup.ports, fleet, { recreate: "failed" });
    assert.ok(run.outcomes.every(hasSucceeded));
    setup.pass(900);
    assert.deepEqual(new Set(Object.values(await states(setup, fleet))), new Set(["connected"]));
  });

  it("deploys only the VMs that are chosen", async () => {
    const setup = openFleetSetup();
    const fleet = fleetOf(fleetText());
    const [, second] = fleet.vms;
    assert.ok(second !== undefined);
    await deployFleet(setup.ports, fleet, { only: new Set([resourceKey(second.id)]) });
    setup.pass(900);
    assert.deepEqual(await states(setup, fleet), {
      cuf01: "missing",
      cuf02: "connected",
      cuf03: "missing",
      duf01: "missing",
    });
  });

  it("sends a registry's password, asks for it before anything is sent, and keeps it nowhere", async () => {
    const setup = openFleetSetup();
    const fleet = fleetOf(
      fleetText({
        vms: [
          "- {vmName: cuf01, registry: {url: myacr.azurecr.io, username: puller, passwordVariable: ACR_PASSWORD}}",
        ],
      }),
    );
    await assert.rejects(deployFleet(setup.ports, fleet), {
      name: "MissingPasswordError",
      variable: "ACR_PASSWORD",
    });
    assert.ok(setup.sent.every((line) => !line.startsWith("PUT")));
    assert.deepEqual((await planned(setup, fleet)).slice(0, 1), ["+ cuf01  (core-london)"]);
    const state = await lookAtFleet(setup.ports, fleet);
    assert.match(
      planSummary(planFleet(fleet, state.view, state.status, state.roleGuids)),
      /^1 to create.* ACR_PASSWORD is sent for the registry myacr\.azurecr\.io\.$/,
    );
    const ports = {
      ...setup.ports,
      password: (name: string) => (name === "ACR_PASSWORD" ? "hunter2" : undefined),
    };
    const { outcomes } = await deployFleet(ports, fleet);
    assert.ok(outcomes.every(hasSucceeded), JSON.stringify(outcomes));
    setup.pass(900);
    assert.deepEqual(await states(setup, fleet), { cuf01: "connected" });
    assert.deepEqual(await planned(setup, fleet), []);
    const { body } = await setup.client.send(virtualMachineRequests.get(fleet.vms[0]?.id ?? ""));
    assert.match(JSON.stringify(body), /"registryUrl":"myacr\.azurecr\.io","username":"puller"/);
    for (const kept of [body, setup.cloud.save(), setup.events, await planned(setup, fleet)])
      assert.ok(!JSON.stringify(kept).includes("hunter2"));
  });

  it("warns that a renamed VM is another VM, and leaves the old one alone", async () => {
    const setup = openFleetSetup();
    await connect(setup, fleetOf(fleetText()));
    const renamed = fleetOf(fleetText({ vms: ["- vmName: cuf[01-03]", "- {vmName: duf99, cpuCores: 8}"] }));
    const lines = await planned(setup, renamed);
    assert.equal(lines[0], "+ duf99  (core-london)");
    assert.match(lines[1] ?? "", /^\? duf01 {2}has the fleet's tag, but is not in the file/);
    assert.match(lines[2] ?? "", /cannot be renamed/);
    await deployFleet(setup.ports, renamed, { recreate: "all" });
    assert.ok(setup.sent.every((line) => !line.startsWith("DELETE")));
  });

  it("groups what failed by cause, and deploys only that again", async () => {
    const setup = openFleetSetup({
      faults: [
        'PUT */virtualMachines/cuf01 409 code=OutOfCapacity message="No host has 4 free cores." times=1',
        'PUT */virtualMachines/cuf02 409 code=OutOfCapacity message="No host has 8 free cores." times=1',
        'PUT */virtualMachines/cuf03 operation=Failed code=ImagePullFailed message="The image is not there." times=1',
      ].join("; "),
    });
    const fleet = fleetOf(fleetText());
    const first = await deployFleet(setup.ports, fleet);
    assert.equal(first.outcomes.filter(hasSucceeded).length, 2, "identity and roles");
    setup.pass(900);
    const { status } = await lookAtFleet(setup.ports, fleet);
    assert.deepEqual(status.counts, { missing: 2, failed: 1, connected: 1 });
    assert.deepEqual(
      status.causes.map(({ cause, vms }) => [
        cause.text.split(":")[0],
        vms.map(({ target }) => target.vmName),
      ]),
      [
        ["OutOfCapacity", ["cuf01", "cuf02"]],
        ["ImagePullFailed", ["cuf03"]],
      ],
    );
    const second = await deployFleet(setup.ports, fleet, { recreate: "failed" });
    assert.deepEqual(
      second.plan.work.map(({ vm, kind }) => `${kind} ${vm.target.vmName}`),
      ["create cuf01", "create cuf02", "recreate cuf03"],
    );
    setup.pass(900);
    assert.deepEqual(new Set(Object.values(await states(setup, fleet))), new Set(["connected"]));
  });

  it("gives VMs with identities of their own their roles after they are made", async () => {
    const setup = openFleetSetup();
    const own = defaultLines.map((line) => (line.startsWith("userAssigned") ? "identity: system" : line));
    const fleet = fleetOf(fleetText({ defaults: own }));
    await connect(setup, fleet);
    assert.deepEqual(new Set(Object.values(await states(setup, fleet))), new Set(["connected"]));
    assert.deepEqual(await planned(setup, fleet), []);
  });

  it("is canceled in Azure, and continues later with the rest", async () => {
    const setup = openFleetSetup();
    const fleet = fleetOf(fleetText());
    const abort = new AbortController();
    const tell = (event: FleetEvent): void => {
      if (event.kind === "begun" && event.vms > 0) abort.abort();
    };
    await assert.rejects(deployFleet({ ...setup.ports, signal: abort.signal, tell }, fleet), {
      name: "AbortError",
    });
    assert.equal((await cancelFleet(setup.ports, fleet)).length, 1);
    assert.deepEqual(await cancelFleet(setup.ports, fleet), []);
    setup.pass(900);
    await connect(setup, fleet);
    assert.deepEqual(new Set(Object.values(await states(setup, fleet))), new Set(["connected"]));
  });

  it("says before it deploys what Azure does not have, and which hosts are shut", async () => {
    const setup = openFleetSetup();
    const text = fleetText().replace(
      "cloudServicesNetworks/core-london-csn",
      "cloudServicesNetworks/nowhere",
    );
    const { view } = await lookAtFleet(setup.ports, fleetOf(text));
    const findings = onlineFindings(fleetOf(text), view);
    assert.deepEqual(
      findings.map(({ rule, range }) => `${rule} ${range.start.line + 1}`),
      ["fleet/not-found 20", "fleet/not-found 21"],
    );
  });

  it("never touches a VM of the same name that is not its own", async () => {
    const setup = openFleetSetup();
    const text = fleetText({ vms: ["- vmName: amf01"] });
    const { view } = await lookAtFleet(setup.ports, fleetOf(text));
    assert.deepEqual(
      onlineFindings(fleetOf(text), view).flatMap(({ rule, severity }) =>
        severity === "error" ? [rule] : [],
      ),
      ["fleet/exists"],
    );
    const run = await deployFleet(setup.ports, fleetOf(text), { recreate: "all" });
    assert.deepEqual(run.plan.work, []);
    assert.match(planLines(run.plan)[0] ?? "", /^! amf01 .*not part of this fleet/);
    assert.ok(setup.sent.every((line) => !line.startsWith("PUT") && !line.startsWith("DELETE")));
  });

  it("is exported whole, and a cell is never a formula", async () => {
    const setup = openFleetSetup();
    const fleet = fleetOf(fleetText());
    await connect(setup, fleet);
    const { status } = await lookAtFleet(setup.ports, fleet);
    const rows = statusAsCsv(status).trimEnd().split("\r\n");
    assert.equal(rows.length, 5);
    assert.match(rows[1] ?? "", /^cuf01,.*,connected,,done,done,done,inferred/);
    const saying = (text: string): typeof status => ({
      ...status,
      vms: status.vms.map((vm) => ({ ...vm, cause: { key: "x", text } })),
    });
    assert.match(statusAsCsv(saying("=HYPERLINK(1)")), /,'=HYPERLINK/);
    assert.match(statusAsCsv(saying("a;=HYPERLINK(1)")), /,"a;'=HYPERLINK\(1\)",/);
    assert.match(statusAsCsv(saying("\n＠SUM(1)")), /,"\n'＠SUM\(1\)",/);
    assert.match(statusAsMarkdown("edge", status), /\| Connected \| 4 \|/);
  });
});
