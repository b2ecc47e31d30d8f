import assert from "node:assert/strict";
import fc from "fast-check";
import { readFromHost, readFromPage, toWire, type Model } from "../../../src/protocol";
import { Host } from "../../../webview/host";
import { scriptedHost, type ScriptedHost } from "../../webview/harness/scriptedHost";
import { scenarioStates } from "../../webview/harness/scenarios";
import { hostMessage, pageMessage } from "./messages";

const runs = Number(process.env["NEXUS_ARC_MESSAGES"] ?? "2000");

/** Everything that a message could have changed. */
function stateOf({ session, enrollments, effects }: ScriptedHost): string {
  return JSON.stringify([session.wizardState, enrollments.state, enrollments.asked, effects]);
}

describe("the wizard's messages", () => {
  it(`leave the host unharmed, whatever a page sends (${runs})`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 10 }),
        fc.constantFrom(...scenarioStates),
        pageMessage,
        async (page, state, message) => {
          const host = scriptedHost({ page, state, way: "workstation" }, () => undefined);
          const before = host.enrollments.state.enrollment;
          const all = stateOf(host);
          await host.session.take(message);
          const read = readFromPage(message);
          if (read?.kind !== "request") assert.equal(stateOf(host), all);
          const { enrollment } = host.enrollments.state;
          assert.deepEqual(withoutForm(enrollment), withoutForm(before), "only what the form asks for");
          if (read?.kind !== "request" || read.name !== "act") {
            assert.deepEqual(enrollment.words, before.words);
            assert.deepEqual(
              host.enrollments.asked.filter((asked) => asked !== "check"),
              [],
              "only a button begins work",
            );
            assert.deepEqual(host.effects, []);
          }
          assert.ok(!JSON.stringify(host.enrollments.state).includes("PRIVATE KEY"));
        },
      ),
      { numRuns: runs },
    );
  });

  it("answer nothing for a button that the page does not have", async () => {
    const host = scriptedHost({ page: 4, state: "notStarted", way: "vm" }, () => undefined);
    for (const action of ["run", "stop", "terminal", "copyCorrelationId"] as const) {
      const args = { action, page: action === "terminal" ? 3 : 4 };
      await host.session.take(toWire({ kind: "request", id: 1, name: "act", args }));
    }
    assert.deepEqual([host.enrollments.asked, host.effects], [[], []]);
  });

  it(`leave the page unharmed, whatever a host sends (${runs})`, () => {
    const { model } = scriptedHost({ page: 3, state: "done", way: "vm" }, () => undefined).session;
    fc.assert(
      fc.property(hostMessage(model), (message) => {
        const shown: Model[] = [];
        const api = { postMessage: () => undefined, getState: () => undefined, setState: () => undefined };
        new Host(api, (next) => shown.push(next)).take(message);
        const read = readFromHost(message);
        assert.equal(shown.length, read?.kind === "model" ? 1 : 0);
        if (read?.kind === "model") assert.deepEqual(shown[0], read.model);
      }),
      { numRuns: runs },
    );
  });

  it("bring a model over the wire whole, for every state of every step", () => {
    for (const way of ["vm", "workstation"] as const) {
      for (const state of scenarioStates) {
        for (let page = 0; page <= 10; page += 1) {
          const { model } = scriptedHost({ page, state, way }, () => undefined).session;
          assert.ok(model);
          const wire: unknown = JSON.parse(JSON.stringify(toWire({ kind: "model", model })));
          assert.deepEqual(readFromHost(wire), { kind: "model", model }, `${way} ${state} ${page}`);
        }
      }
    }
  });
});

function withoutForm(enrollment: ScriptedHost["enrollments"]["state"]["enrollment"]): object {
  const { target: _, vm: __, relayRole: ___, words: ____, ...fixed } = enrollment;
  return fixed;
}
