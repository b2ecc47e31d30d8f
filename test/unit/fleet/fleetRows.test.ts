import assert from "node:assert/strict";
import { adviceFor, explainCause, explainVm } from "../../../src/fleet/status/explain";
import type { Fleet } from "../../../src/fleet/fleet";
import { deployFleet, lookAtFleet } from "../../../src/fleet/run/fleetRun";
import { findTaggedVms } from "../../../src/fleet/status/tagged";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { FleetClaims } from "../../../src/session/fleet/fleetClaims";
import {
  DeployedElsewhereError,
  DeployIntents,
  type DeployClaims,
  type KeptState,
} from "../../../src/session/fleet/deployIntents";
import { emptyRow, isOnItsWay, withSeen, type FleetRow } from "../../../src/session/fleet/fleetRow";
import { isFleetNode, type FleetNode } from "../../../src/rows/fleets/nodes";
import { fleetTooltip, presentFleetNode } from "../../../src/rows/fleets/presentation";
import { fleetNode, retryOf, rowsUnder } from "../../../src/rows/fleets/rows";
import { inEnglish } from "../../../src/l10n/translate";
import { fleetOf, openFleetSetup, type FleetSetup } from "./setup";
import { fleetText, subscription } from "./sample";

const key = "file:///edge.nexus-fleet.yaml";

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(setImmediate);
}

async function rowOf(setup: FleetSetup, fleet: Fleet): Promise<FleetRow> {
  const { status } = await lookAtFleet(setup.ports, fleet);
  return { ...emptyRow(key, fleet.name, key), fleet, status };
}

/** Label and description of every row below one, as far as `open` lets. */
function texts(
  row: FleetRow,
  node: FleetNode = fleetNode(key),
  open: (node: FleetNode) => boolean = () => false,
): readonly string[] {
  return rowsUnder(node, row).flatMap((child) => {
    const { label, description = "" } = presentFleetNode(child, row, inEnglish);
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

async function troubled(): Promise<{ readonly setup: FleetSetup; readonly row: FleetRow }> {
  const setup = openFleetSetup({ faults });
  const fleet = fleetOf(fleetText());
  await deployFleet(setup.ports, fleet);
  setup.pass(900);
  return { setup, row: await rowOf(setup, fleet) };
}

describe("the rows of a fleet", () => {
  it("group its VMs by state and by cause", async () => {
    const { row } = await troubled();
    const { label, description, context } = presentFleetNode(fleetNode(key), row, inEnglish);
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
    const { setup } = await troubled();
    const edited = fleetOf(
      fleetText({ vms: ["- vmName: cuf[01-03]", "- {vmName: duf01, cpuCores: 8, tags: {rack: r7}}"] }),
    );
    const row = await rowOf(setup, edited);
    const shown = texts(
      row,
      fleetNode(key),
      ({ kind, id }) => kind === "group" || (kind === "vm" && id.includes("different")),
    );
    const at = shown.indexOf("Differs from the file | 1");
    assert.ok(at > 0, shown.join("\n"));
    assert.equal(shown[at + 1], "  duf01 | 9/10 · Connected · core-london");
    assert.equal(shown[at + 2], "    tags.rack | nothing in Azure, r7 in the file");
    assert.match(shown[at + 3] ?? "", /^ {4}1 {2}.* \| Done · confirmed in Azure$/);
    assert.match(shown[at + 10] ?? "", /8 {2}.* \| Not reported by Azure/);
    assert.match(shown[at + 11] ?? "", /9 {2}.* \| Done · confirmed by a later step/);
    assert.equal(shown.length - at, 1 + 1 + 1 + 10);
  });

  it("offer a retry for what does not continue by itself, and for nothing else", async () => {
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
    assert.match(presentFleetNode(capacity, row, inEnglish).context, /\bretry\b/);
    assert.doesNotMatch(presentFleetNode(connected, row, inEnglish).context, /\bretry\b/);
    assert.match(fleetTooltip(capacity, row, inEnglish) ?? "", /No host has 4 free cores/);
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
      /does not have enough capacity for the VM[\s\S]*\*\*What to do:\*\*[\s\S]*- cuf01 \(core-london\)\n- cuf02/,
    );
    const failed = status.vms.find(({ state }) => state === "failed");
    assert.ok(failed !== undefined);
    assert.match(explainVm(status, failed), /^# cuf03: Failed[\s\S]*vmImage[\s\S]*\| 10 \|.*\| not done \|/);
    assert.match(adviceFor({ key: "Odd|x", text: "Odd: thing" }).means, /No more is known/);
  });

  it("say what the file's mistake or Azure's answer is instead of VMs", () => {
    const row = { ...emptyRow(key, "edge.nexus-fleet.yaml", key), mistake: "Line 4: vms is missing." };
    assert.deepEqual(texts(row), ["Line 4: vms is missing. | "]);
    assert.equal(presentFleetNode(fleetNode(key), row, inEnglish).description, "the file has an error");
  });

  it("name fleets that only tags in Azure tell of, and VMs that the file no longer names", async () => {
    const setup = openFleetSetup();
    const whole = fleetOf(fleetText());
    await deployFleet(setup.ports, whole);
    setup.pass(900);
    const tagged = await findTaggedVms(setup.client, [subscription], setup.ports);
    assert.deepEqual(tagged.map(({ fleet, name }) => `${fleet} ${name}`).sort(), [
      "edge cuf01",
      "edge cuf02",
      "edge cuf03",
      "edge duf01",
    ]);
    const unknown = { ...emptyRow("tag:edge", "edge", undefined), tagged };
    assert.equal(
      presentFleetNode(fleetNode("tag:edge"), unknown, inEnglish).description,
      "4 VMs · no file in this workspace",
    );
    const [group] = rowsUnder(fleetNode("tag:edge"), unknown);
    assert.ok(group !== undefined);
    assert.equal(rowsUnder(group, unknown).length, 4);

    const row = await rowOf(setup, fleetOf(fleetText({ vms: ["- vmName: cuf[01-03]"] })));
    assert.deepEqual(texts(row), ["Connected | 3", "In Azure, not in the file | 1"]);
  });

  it("are looked at again only while something moves", async () => {
    const setup = openFleetSetup();
    const fleet = fleetOf(fleetText());
    await deployFleet(setup.ports, fleet);
    const early = await rowOf(setup, fleet);
    setup.pass(900);
    const late = await rowOf(setup, fleet);
    assert.deepEqual([isOnItsWay(early), isOnItsWay(late)], [true, false]);
    assert.ok(
      isOnItsWay({ ...late, deploying: "2 deployments running" }),
      "its VMs come while it is deployed",
    );
    assert.ok(!isOnItsWay({ ...early, fleet: undefined }), "a file with a mistake cannot be looked at");
  });

  it("keep what Azure showed, and why it could not be asked, when their file is read again", async () => {
    const { row } = await troubled();
    const again = { ...emptyRow(key, "edge", key), fleet: row.fleet };
    const { status, looking } = withSeen(again, { ...row, looking: true });
    assert.equal(status, row.status);
    assert.ok(looking);
    assert.equal(withSeen(again, undefined), again);
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
      change: (name, make) => {
        values.set(name, JSON.stringify(make(JSON.parse(values.get(name) ?? "null"))));
        return Promise.resolve();
      },
    };
  }

  const intent = { file: key, hash: "00", recreate: "none", mode: "azure" } as const;
  const nobody: DeployClaims = {
    claim: () => Promise.resolve(() => Promise.resolve()),
    isClaimed: () => Promise.resolve(false),
  };

  describe("and windows that live", () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(path.join(tmpdir(), "nexus-arc-fleets-"));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    it("do not deploy the same file beside each other", async () => {
      const state = memento();
      const [one, other] = [1, 2].map(() => new DeployIntents(state, new FleetClaims(folder)));
      assert.ok(one !== undefined && other !== undefined);
      await one.alone(intent, async () => {
        await assert.rejects(
          other.alone(intent, () => Promise.resolve()),
          DeployedElsewhereError,
        );
        const second = { ...intent, file: "file:///other.nexus-fleet.yaml" };
        assert.equal(await other.alone(second, () => Promise.resolve("another file")), "another file");
      });
      assert.equal(await other.alone(intent, () => Promise.resolve("after it")), "after it");
    });

    for (const [end, isLeft] of [
      ["has come to its end", false],
      ["has gone before its end", true],
    ] as const)
      it(`wait for the one that is working on it, which ${end}`, async () => {
        const state = memento();
        const [one, other] = [1, 2].map(() => new DeployIntents(state, new FleetClaims(folder)));
        assert.ok(one !== undefined && other !== undefined);
        await one.add(intent);
        let waits = 0;
        let finish: () => void = () => undefined;
        const work = one.alone(intent, async () => {
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
          if (!isLeft) await one.remove(key);
        });
        await until(() => new FleetClaims(folder).isClaimed(key));
        const answer = await other.isLeft(intent, async () => {
          waits += 1;
          if (waits === 3) finish();
          await new Promise(setImmediate);
        });
        await work;
        assert.equal(answer, isLeft);
        assert.ok(waits >= 3);
      });

    it("are not waited for where there is none: what is retried is not in the list any more", async () => {
      const intents = new DeployIntents(memento(), new FleetClaims(folder));
      assert.ok(await intents.isLeft(intent, () => Promise.reject(new Error("waited"))));
    });
  });

  it("are kept one a file, without anything else of them, and unreadable ones are left out", async () => {
    const state = memento();
    const intents = new DeployIntents(state, nobody);
    await intents.add(intent);
    await intents.add({ ...intent, hash: "01", recreate: "failed", only: ["/x"] });
    assert.deepEqual(new DeployIntents(state, nobody).all(), [
      { ...intent, hash: "01", recreate: "failed", only: ["/x"] },
    ]);
    await intents.remove(key);
    assert.deepEqual(intents.all(), []);
    await state.change("fleetDeployments", () => [
      null,
      3,
      { file: 1 },
      { ...intent, recreate: "everything" },
      intent,
    ]);
    assert.deepEqual(intents.all(), [intent]);
  });
});
