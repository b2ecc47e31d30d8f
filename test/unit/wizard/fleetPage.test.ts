import assert from "node:assert/strict";
import fc from "fast-check";
import {
  fleetActions,
  fleetBootShape,
  maxFleetRows,
  readFromFleetHost,
  readFromFleetPage,
  toFleetWire,
  type FleetDoing,
  type FleetModel,
} from "../../../src/protocol/fleet";
import { fleetBoot, fleetHost, type FleetHost } from "../../webview/harness/fleetHost";
import { fleetKey, fleetRowOf, fleetStates, type FleetState } from "../../webview/harness/fleetScenarios";
import { fleetModelOf } from "../../../src/wizard/fleet/model";
import { inEnglish } from "../../../src/l10n/translate";
import { hostileText } from "./messages";

const runs = Number(process.env["NEXUS_ARC_MESSAGES"] ?? "2000");

function open(state: FleetState, vms = 24): FleetHost & { readonly posted: FleetModel[] } {
  const posted: FleetModel[] = [];
  const host = fleetHost({ state, vms }, ({ model }) => posted.push(model));
  return Object.assign(host, { posted });
}

const wireOf = (model: FleetModel): unknown =>
  JSON.parse(JSON.stringify(toFleetWire({ kind: "model", model })));
const press = (host: FleetHost, doing: FleetDoing): void => {
  host.session.take(toFleetWire({ kind: "do", doing }));
};

/** Every text that Azure or a file may choose, replaced. */
const awkward = "</script><script>alert(1)</script>\u202egnp.exe\ud800".repeat(2_000);

describe("the model of a fleet's page", () => {
  it("groups VMs by cause and by state, and lists what differs", () => {
    const { groups, summary, missing, strangers, different, vms } = open("mixed", 22).session.model;
    assert.equal(summary, "6 of 22 Connected");
    assert.deepEqual(
      groups.map(({ by, label, count, retries }) => [by, label, count, retries]),
      [
        ["cause", "OutOfCapacity: No host has 8 free cores.", 4, 4],
        [
          "cause",
          "The cloud services network blocks login.microsoftonline.com, which steps 6 and 7 need.",
          2,
          2,
        ],
        ["cause", "The VM is powered off.", 2, 0],
        ["state", "Connected", 6, 0],
        ["state", "Disconnected", 2, 0],
        ["state", "Connecting", 2, 0],
        ["state", "Booting", 2, 0],
        ["state", "Creating", 2, 0],
        ["state", "Powered off", 2, 0],
        ["state", "Stalled", 2, 2],
        ["state", "Failed", 2, 2],
        ["state", "Not in Azure", 2, 2],
      ],
    );
    const [capacity] = groups;
    assert.deepEqual(
      capacity?.vms.map((place) => [vms[place]?.name, vms[place]?.steps, vms[place]?.isThere]),
      [
        ["cuf0004", "ddnuuunuun", true],
        ["cuf0006", "ddnuuunuun", false],
        ["cuf0015", "ddnuuunuun", true],
        ["cuf0017", "ddnuuunuun", false],
      ],
    );
    assert.deepEqual(missing, ["cuf0006", "cuf0017"]);
    assert.deepEqual(
      strangers.map(({ name }) => name),
      ["old1"],
    );
    assert.deepEqual(
      different.map(({ name, path, inAzure, inFile }) => [name, path, inAzure, inFile]),
      ["cuf0001", "cuf0010", "cuf0019"].map((name) => [name, "tags.rack", "nothing", "r7"]),
    );
  });

  it("says in every state what stands there, and what can be done next", async () => {
    const seen = await Promise.all(
      fleetStates.map(async (state) => {
        const host = open(state);
        await Promise.resolve(); // the files are read
        const { note, failure, doing, actions } = host.session.model;
        return [state, failure?.cause ?? doing ?? note ?? "", actions.map(({ name }) => name).join(" ")];
      }),
    );
    assert.deepEqual(seen, [
      ["mixed", "", "deploy look exportCsv exportMarkdown openFile"],
      ["deploying", "Deploying: 3 deployments running", "look exportCsv exportMarkdown openFile"],
      ["connected", "", "deploy look exportCsv exportMarkdown openFile"],
      ["unasked", "This fleet is not checked yet.", "deploy look openFile"],
      ["looking", "Checking Azure…", "deploy look openFile"],
      ["trouble", "Azure cannot be reached: the proxy answers 407.", "deploy look openFile"],
      ["mistake", "Line 21: vmName is missing.", "openFile look"],
      ["tagged", "This fleet is known only from VM tags: this workspace has no file for it.", "look"],
      ["gone", "This fleet is not in the list.", "look"],
      [
        "signedOut",
        "To check this fleet, sign in or open the practice cloud.",
        "signIn openPractice openFile",
      ],
    ]);
  });

  it("offers no retry for a file with a mistake, or while it is deployed", () => {
    const host = open("mixed");
    const { row } = host.fleets;
    assert.ok(row !== undefined);
    const retries = (): number => host.session.model.groups.reduce((sum, group) => sum + group.retries, 0);
    assert.ok(retries() > 0);
    host.fleets.set({ ...row, fleet: undefined, mistake: "Line 21: vmName is missing." });
    assert.ok(host.session.model.groups.length > 0, "what Azure showed stays");
    assert.equal(retries(), 0);
    host.fleets.set({ ...row, deploying: "another window is deploying" });
    assert.equal(retries(), 0);
    assert.equal(host.session.model.doing, "Deploying: another window is deploying");
  });

  it("asks who is not signed in to do so, and does not say that a fleet known by its tag is gone", () => {
    const of = (isSignedIn: boolean): FleetModel =>
      fleetModelOf({ key: "tag:edge", row: undefined, isRead: true, isSignedIn, t: inEnglish });
    assert.equal(of(false).failure, undefined);
    assert.match(of(false).note ?? "", /^To check this fleet, sign in/);
    assert.match(of(true).failure?.cause ?? "", /not in the list/);
  });

  it("comes over the wire whole, in every state, also with texts that are long or hostile", () => {
    for (const state of fleetStates) {
      for (const hostile of [undefined, awkward]) {
        const scenario = { state, vms: 24, ...(hostile !== undefined && { hostile }) };
        const host = fleetHost(scenario, () => undefined);
        const { model } = host.session;
        const wire = wireOf(model);
        assert.deepEqual(readFromFleetHost(wire), {
          kind: "model",
          model: (wire as { model: unknown }).model,
        });
        assert.notEqual(typeof fleetBootShape(JSON.parse(JSON.stringify(fleetBoot(host)))), "symbol", state);
      }
    }
  });

  it("leaves out VMs of a very large fleet, but counts all of them and keeps those that do not continue", () => {
    const host = open("mixed", 6_000);
    const { model } = host.session;
    assert.equal(model.vms.length, maxFleetRows);
    assert.equal(model.left.vms, 6_000 - maxFleetRows);
    const states = model.groups.filter(({ by }) => by === "state");
    assert.equal(
      states.reduce((sum, { count }) => sum + count, 0),
      6_000,
    );
    for (const { by, vms, count } of model.groups) if (by === "cause") assert.equal(vms.length, count);
    assert.equal(readFromFleetHost(wireOf(model))?.model.vms.length, maxFleetRows);
  }).timeout(20_000);
});

describe("the host of a fleet's page", () => {
  it("runs the command that was pressed, with the row that it is about", () => {
    const host = open("mixed");
    for (const act of fleetActions) press(host, { act });
    const [cause] = host.session.model.groups;
    assert.ok(cause);
    press(host, { explain: { by: "cause", name: cause.name } });
    press(host, { retry: { by: "cause", name: cause.name } });
    press(host, { retry: { by: "state", name: "stuck" } });
    const [vm] = host.session.model.vms;
    const [stranger] = host.session.model.strangers;
    press(host, { openVm: vm?.id ?? "" });
    press(host, { explainVm: vm?.id ?? "" });
    press(host, { openVm: stranger?.id ?? "" });
    const fleet = { kind: "fleet", id: `fleets/${fleetKey}`, key: fleetKey };
    const causeNode = {
      kind: "group",
      id: `fleets/${fleetKey}/cause/OutOfCapacity|`,
      key: fleetKey,
      group: { by: "cause", name: "OutOfCapacity|" },
    };
    const vmNode = { kind: "vm", id: `fleets/${fleetKey}/${vm?.id ?? ""}`, key: fleetKey, vmId: vm?.id };
    assert.deepEqual(host.ran, [
      ["refreshFleets", fleet],
      ["deployFleet", fleet],
      ["exportFleetStatus", fleet, "csv"],
      ["exportFleetStatus", fleet, "md"],
      ["openFleetFile", fleet],
      ["explainFleet", causeNode],
      ["retryFleetVms", causeNode],
      [
        "retryFleetVms",
        {
          kind: "group",
          id: `fleets/${fleetKey}/state/stuck`,
          key: fleetKey,
          group: { by: "state", name: "stuck" },
        },
      ],
      ["openFleetVm", vmNode],
      ["explainFleet", vmNode],
      [
        "openFleetVm",
        {
          kind: "stranger",
          id: `fleets/${fleetKey}/strangers/${stranger?.id ?? ""}`,
          key: fleetKey,
          vmId: stranger?.id,
          name: "old1",
          state: "Succeeded",
        },
      ],
    ]);
  });

  it("runs nothing that the page does not offer now", () => {
    const deploying = open("deploying");
    const [cause] = deploying.session.model.groups;
    press(deploying, { act: "deploy" });
    press(deploying, { retry: { by: "cause", name: cause?.name ?? "" } });
    assert.deepEqual(deploying.ran, []);
    assert.ok(deploying.session.model.groups.every(({ retries }) => retries === 0));
    const mixed = open("mixed");
    const gone = mixed.session.model.vms.find(({ isThere }) => !isThere);
    press(mixed, { openVm: gone?.id ?? "" });
    press(mixed, { retry: { by: "state", name: "connected" } });
    press(mixed, { retry: { by: "state", name: "toString" } });
    press(mixed, { explain: { by: "cause", name: "another" } });
    press(mixed, { openVm: "/subscriptions/other" });
    assert.deepEqual(mixed.ran, []);
    mixed.session.close();
    press(mixed, { act: "deploy" });
    assert.deepEqual(mixed.ran, []);
  });

  it("tells a page that is seen what changes, once, and one that was hidden when it is seen again", () => {
    const host = open("unasked");
    host.session.take(toFleetWire({ kind: "ready" }));
    assert.equal(host.posted.length, 1);
    host.fleets.set(fleetRowOf({ state: "unasked", vms: 24 }));
    assert.equal(host.posted.length, 1, "nothing new");
    host.isVisible = false;
    host.fleets.set(fleetRowOf({ state: "deploying", vms: 24 }));
    host.fleets.set(fleetRowOf({ state: "connected", vms: 24 }));
    assert.equal(host.posted.length, 1, "nobody sees it");
    host.isVisible = true;
    host.session.show();
    assert.deepEqual(
      host.posted.map(({ summary }) => summary),
      ["", "24 of 24 Connected"],
    );
  });

  it("has a fleet looked at that nobody has looked at, and no other", () => {
    const asked = fleetStates.filter((state) => open(state).fleets.asked.length > 0);
    assert.deepEqual(asked, ["unasked"]);
  });

  it("says in the live region how a deployment goes, and how the fleet stands after it", () => {
    const host = open("deploying", 11);
    assert.equal(host.session.model.said, "Deploying: 3 deployments running");
    host.fleets.set(fleetRowOf({ state: "connected", vms: 11 }));
    assert.equal(host.session.model.said, "11 of 11 Connected");
  });
});

/** What a page could send, from nonsense to nearly right. */
function pageMessage({ groups, vms }: FleetModel): fc.Arbitrary<unknown> {
  const text = fc.oneof(
    hostileText,
    fc.constantFrom(...groups.map(({ name }) => name), ...vms.map(({ id }) => id), ...fleetActions),
  );
  const group = fc.oneof(
    fc.record({ by: fc.oneof(fc.constantFrom("cause", "state"), text), name: text }),
    fc.anything(),
  );
  const doing = fc.oneof(
    fc.anything(),
    fc.record(
      { act: text, explain: group, retry: group, openVm: text, explainVm: text },
      { requiredKeys: [] },
    ),
  );
  return fc.oneof(
    fc.anything(),
    fc.record(
      {
        nexusArc: fc.oneof({ arbitrary: fc.constant(1), weight: 5 }, fc.anything()),
        kind: fc.oneof({ arbitrary: fc.constant("do"), weight: 5 }, fc.constant("ready"), hostileText),
        doing,
      },
      { requiredKeys: ["nexusArc", "kind"] },
    ),
  );
}

describe("the messages of a fleet's page", () => {
  it(`run at most one of the fleet's commands, on a row of this fleet, whatever a page sends (${runs})`, () => {
    const { model } = open("mixed").session;
    const commands = new Set([
      "refreshFleets",
      "deployFleet",
      "exportFleetStatus",
      "openFleetFile",
      "explainFleet",
      "retryFleetVms",
      "openFleetVm",
    ]);
    const host = open("mixed");
    const { row } = host.fleets;
    fc.assert(
      fc.property(pageMessage(model), (message) => {
        host.ran.length = 0;
        host.session.take(message);
        assert.equal(host.fleets.row, row);
        assert.ok(host.ran.length <= 1);
        for (const [command, node] of host.ran) {
          assert.ok(typeof command === "string" && commands.has(command));
          assert.ok(typeof node === "object" && node !== null && "key" in node && node.key === fleetKey);
        }
        if (readFromFleetPage(message)?.kind !== "do") assert.equal(host.ran.length, 0);
      }),
      { numRuns: runs },
    );
  }).timeout(60_000);

  it(`are read whole or not at all, whatever a host sends (${runs})`, () => {
    const { model } = open("mixed", 3).session;
    const broken = fc
      .tuple(fc.constantFrom(...Object.keys(model)), fc.anything())
      .map(([key, value]) => ({ ...model, [key]: value }));
    const message = fc.oneof(
      fc.anything(),
      fc.record(
        {
          nexusArc: fc.oneof({ arbitrary: fc.constant(1), weight: 5 }, fc.anything()),
          kind: fc.oneof({ arbitrary: fc.constant("model"), weight: 5 }, hostileText),
          model: fc.oneof(fc.constant(model), broken, fc.anything()),
        },
        { requiredKeys: ["nexusArc", "kind"] },
      ),
    );
    fc.assert(
      fc.property(message, (value) => {
        const read = readFromFleetHost(value);
        if (read === undefined) return;
        assert.deepEqual(Object.keys(read), ["kind", "model"]);
        assert.deepEqual(readFromFleetHost(toFleetWire(read)), read);
      }),
      { numRuns: runs },
    );
  }).timeout(60_000);
});
