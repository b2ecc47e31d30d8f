import assert from "node:assert/strict";
import { adviceFor, explainCause, explainVm } from "../../../src/fleet/explain";
import type { Fleet } from "../../../src/fleet/fleet";
import { deployFleet, lookAtFleet } from "../../../src/fleet/fleetRun";
import { findTaggedVms } from "../../../src/fleet/tagged";
import { DeployIntents, type KeptState } from "../../../src/views/fleets/deployIntents";
import { emptyRow, isMoving, type FleetRow } from "../../../src/views/fleets/fleetRow";
import { isFleetNode, type FleetNode } from "../../../src/views/fleets/nodes";
import { fleetTooltip, presentFleetNode } from "../../../src/views/fleets/presentation";
import { fleetNode, retryOf, rowsUnder } from "../../../src/views/fleets/rows";
import { fleetOf, openFleetRoom, type FleetRoom } from "./room";
import { fleetText, subscription } from "./sample";

const key = "file:///edge.nexus-fleet.yaml";

async function rowOf(room: FleetRoom, fleet: Fleet): Promise<FleetRow> {
  const { status } = await lookAtFleet(room.ports, fleet);
  return { ...emptyRow(key, fleet.name, key), fleet, status };
}

/** Label and description of every row below one, as far as `open` lets. */
function texts(
  row: FleetRow,
  node: FleetNode = fleetNode(key),
  open: (node: FleetNode) => boolean = () => false,
): readonly string[] {
  return rowsUnder(node, row).flatMap((child) => {
    const { label, description = "" } = presentFleetNode(child, row);
    return [
      `${label} | ${description}`,
      ...(open(child) ? texts(row, child, open).map((text) => `  ${text}`) : []),
    ];
  });
}

const faults = [
  'PUT */virtualMachines/cuf01 409 code=OutOfCapacity message="No host has 4 free cores." times=1',
  'PUT */virtualMachines/cuf02 409 code=OutOfCapacity message="No host has 8 free cores." times=1',
  'PUT */virtualMachines/cuf03 operation=Failed code=ImagePullFailed message="The image is not there." times=1',
].join("; ");

async function troubled(): Promise<{ readonly room: FleetRoom; readonly row: FleetRow }> {
  const room = openFleetRoom({ faults });
  const fleet = fleetOf(fleetText());
  await deployFleet(room.ports, fleet);
  room.pass(900);
  return { room, row: await rowOf(room, fleet) };
}

describe("the rows of a fleet", () => {
  it("group its VMs by state and by cause", async () => {
    const { row } = await troubled();
    const { label, description, context } = presentFleetNode(fleetNode(key), row);
    assert.deepEqual(
      [label, description, context],
      ["edge", "1 of 4 Connected · 1 failed · 2 not in Azure", "fleet file idle"],
    );
    assert.deepEqual(texts(row), [
      "Connected | 1",
      "Failed | 1",
      "Not in Azure | 2",
      "OutOfCapacity: No host has 4 free cores. | 2",
      "ImagePullFailed: The image is not there. | 1",
    ]);
  });

  it("show under a VM its ten steps, and where it differs from the file", async () => {
    const { room } = await troubled();
    const edited = fleetOf(
      fleetText({ vms: ["- vmName: cuf[01-03]", "- {vmName: duf01, cpuCores: 8, tags: {rack: r7}}"] }),
    );
    const row = await rowOf(room, edited);
    const shown = texts(
      row,
      fleetNode(key),
      ({ kind, id }) => kind === "group" || (kind === "vm" && id.includes("different")),
    );
    const at = shown.indexOf("Different from the file | 1");
    assert.ok(at > 0, shown.join("\n"));
    assert.equal(shown[at + 1], "  duf01 | 10/10 · Connected · core-london");
    assert.equal(shown[at + 2], "    tags.rack | nothing in Azure, r7 in the file");
    assert.match(shown[at + 3] ?? "", /^ {4}1 {2}.* \| Done · seen in Azure$/);
    assert.match(shown[at + 10] ?? "", /8 {2}.* \| Done · a later step shows it/);
    assert.equal(shown.length - at, 1 + 1 + 1 + 10);
  });

  it("offer a retry for what does not go on by itself, and for nothing else", async () => {
    const { row } = await troubled();
    const retried = (node: FleetNode): string =>
      retryOf(node, row)
        .map(({ vm }) => vm.target.vmName)
        .join(" ");
    const [connected, failed, missing, capacity] = rowsUnder(fleetNode(key), row);
    assert.ok(connected && failed && missing && capacity);
    assert.deepEqual([connected, failed, missing, capacity].map(retried), [
      "",
      "cuf03",
      "cuf01 cuf02",
      "cuf01 cuf02",
    ]);
    assert.match(presentFleetNode(capacity, row).context, /\bretry\b/);
    assert.doesNotMatch(presentFleetNode(connected, row).context, /\bretry\b/);
    assert.match(fleetTooltip(capacity, row) ?? "", /No host has 4 free cores/);
  });

  it("explain a cause and a VM with what to do", async () => {
    const { row } = await troubled();
    const { status } = row;
    const [group] = status?.causes ?? [];
    assert.ok(status !== undefined && group !== undefined);
    const text = explainCause(status, group.cause, group.vms);
    assert.match(text, /^# 2 VMs: OutOfCapacity/);
    assert.match(
      text,
      /has no room for the VM[\s\S]*\*\*What to do:\*\*[\s\S]*- cuf01 \(core-london\)\n- cuf02/,
    );
    const failed = status.vms.find(({ state }) => state === "failed");
    assert.ok(failed !== undefined);
    assert.match(explainVm(status, failed), /^# cuf03: failed[\s\S]*vmImage[\s\S]*\| 10 \|.*\| not done \|/);
    assert.match(adviceFor({ key: "Odd|x", text: "Odd: thing" }).means, /nothing more is known/);
  });

  it("say what the file's mistake or Azure's answer is in place of VMs", () => {
    const row = { ...emptyRow(key, "edge.nexus-fleet.yaml", key), mistake: "Line 4: vms is missing." };
    assert.deepEqual(texts(row), ["Line 4: vms is missing. | "]);
    assert.equal(presentFleetNode(fleetNode(key), row).description, "the file has a mistake");
  });

  it("name fleets that only tags in Azure tell of, and VMs that the file no longer names", async () => {
    const room = openFleetRoom();
    const whole = fleetOf(fleetText());
    await deployFleet(room.ports, whole);
    room.pass(900);
    const tagged = await findTaggedVms(room.client, [subscription], room.ports);
    assert.deepEqual(tagged.map(({ fleet, name }) => `${fleet} ${name}`).sort(), [
      "edge cuf01",
      "edge cuf02",
      "edge cuf03",
      "edge duf01",
    ]);
    const unknown = { ...emptyRow("tag:edge", "edge", undefined), tagged };
    assert.equal(
      presentFleetNode(fleetNode("tag:edge"), unknown).description,
      "4 VMs · no file in this workspace",
    );
    const [group] = rowsUnder(fleetNode("tag:edge"), unknown);
    assert.ok(group !== undefined);
    assert.equal(rowsUnder(group, unknown).length, 4);

    const row = await rowOf(room, fleetOf(fleetText({ vms: ["- vmName: cuf[01-03]"] })));
    assert.deepEqual(texts(row), ["Connected | 3", "In Azure, not in the file | 1"]);
  });

  it("are looked at again only while something moves", async () => {
    const room = openFleetRoom();
    const fleet = fleetOf(fleetText());
    await deployFleet(room.ports, fleet);
    const early = (await rowOf(room, fleet)).status;
    room.pass(900);
    const late = (await rowOf(room, fleet)).status;
    assert.deepEqual([early && isMoving(early), late && isMoving(late)], [true, false]);
  });

  it("are told from whatever else a command is handed", () => {
    assert.ok(isFleetNode(fleetNode(key)));
    for (const other of [
      undefined,
      null,
      "fleet",
      { kind: "fleet" },
      { kind: "machine", id: "fleets/x" },
      { kind: "fleet", id: "x" },
    ])
      assert.ok(!isFleetNode(other));
  });
});

describe("deployments that a closed window leaves", () => {
  function memento(): KeptState {
    const values = new Map<string, string>();
    return {
      get: (name) => JSON.parse(values.get(name) ?? "null") as unknown,
      update: (name, value) => {
        values.set(name, JSON.stringify(value));
        return Promise.resolve();
      },
    };
  }

  it("are kept one a file, without anything else of them, and unreadable ones are left out", async () => {
    const state = memento();
    const intents = new DeployIntents(state);
    const intent = { file: key, hash: "00", recreate: "none", mode: "azure" } as const;
    await intents.add(intent);
    await intents.add({ ...intent, hash: "01", recreate: "failed", only: ["/x"] });
    assert.deepEqual(new DeployIntents(state).all(), [
      { ...intent, hash: "01", recreate: "failed", only: ["/x"] },
    ]);
    await intents.remove(key);
    assert.deepEqual(intents.all(), []);
    await state.update("fleetDeployments", [
      null,
      3,
      { file: 1 },
      { ...intent, recreate: "everything" },
      intent,
    ]);
    assert.deepEqual(intents.all(), [intent]);
  });
});
