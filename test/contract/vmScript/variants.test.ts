import assert from "node:assert/strict";
import {
  assertConnected,
  assertNoSecret,
  customCloud,
  playedBefore,
  userAssignedIdentityId,
  type Scenario,
} from "../../guestSimulator/scenario";

/** The generated script, really run by bash in a simulated VM, for every choice that it is made of. */
const clouds = {
  public: {},
  usGovernment: { cloud: "usGovernment" },
  china: { cloud: "china" },
  custom: customCloud,
};
const identities = { system: {}, user: { userAssignedIdentityId } };

/** Azure CLI comes by another package manager on other systems; they take two places of the table. */
const systems: Record<string, Scenario["system"]> = {
  "az, usGovernment, user-assigned identity": "rhel",
  "az, china, system-assigned identity": "azurelinux",
};

const scenarios: Record<string, Scenario> = {};
for (const flavour of ["curl", "az"]) {
  for (const [cloud, endpoints] of Object.entries(clouds)) {
    for (const [identity, given] of Object.entries(identities)) {
      const name = `${flavour}, ${cloud}, ${identity}-assigned identity`;
      const system = systems[name] ?? "debian";
      scenarios[name] = { target: { flavour, ...endpoints, ...given }, system, boots: 2 };
    }
  }
}

describe("the VM's script in a simulated VM", function () {
  this.timeout(300_000);
  const outcomeOf = playedBefore(scenarios);

  for (const name of Object.keys(scenarios)) {
    it(`connects, and a second run changes nothing: ${name}`, async () => {
      const outcome = await outcomeOf(name);
      assertConnected(outcome);
      assertNoSecret(outcome);
      assert.equal(outcome.report?.result, "connected");
      assert.deepEqual(
        outcome.report.steps.map(({ state }) => state),
        ["done", "done", "done", "done", "done", "done", "done"],
      );
      assert.equal(outcome.boots[1]?.code, 0);
      assert.match(outcome.boots[1].log, /already connected/);
      assert.equal(outcome.pictures[1], outcome.pictures[0]);
      const requests = outcome.azure.requests.filter((request) => !request.startsWith("GET "));
      assert.equal(requests.length, 2, requests.join("\n"));
    });
  }
});
