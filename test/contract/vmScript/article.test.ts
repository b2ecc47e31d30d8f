import assert from "node:assert/strict";
import { articleScript } from "../../guestSimulator/article";
import { transientFaults } from "../../guestSimulator/faults";
import {
  assertConnected,
  play,
  playedBefore,
  userAssignedIdentityId,
  type Scenario,
} from "../../guestSimulator/scenario";

/**
 * Why the product's script is as long as it is: the article's own commands, in the same simulated VM, live through one of the five
 * faults that pass, and cannot be run again.
 */
const article: Scenario = { target: { flavour: "az" }, script: articleScript };
const ofArticle: Record<string, Scenario> = { "no fault": { ...article, boots: 2 } };
for (const [name, faults] of Object.entries(transientFaults)) ofArticle[name] = { ...article, faults };

describe("the article's own commands as one script", function () {
  this.timeout(300_000);
  const outcomeOf = playedBefore(ofArticle);

  it("connect when nothing goes wrong (so the simulator asks for nothing that the article lacks), but not twice", async () => {
    const outcome = await outcomeOf("no fault");
    const [first, second] = outcome.boots;
    assert.equal(first?.code, 0, first?.log);
    assert.notEqual(second?.code, 0);
    assert.equal(outcome.azure.status(), "Connected");
  });

  it("live through one of the five faults: that of the metadata service, which Azure CLI knows itself", async () => {
    const survived: string[] = [];
    for (const name of Object.keys(transientFaults)) {
      const outcome = await outcomeOf(name);
      if (outcome.boots[0]?.code === 0) {
        assertConnected(outcome);
        survived.push(name);
      }
    }
    assert.deepEqual(survived, ["IMDS 429"]);
  });

  it("do not sign in with a user-assigned identity: --msi-resource-id is no flag", async () => {
    const outcome = await play({
      target: { flavour: "az", userAssignedIdentityId },
      script: (target) =>
        articleScript(target).replace(
          "--allow-no-subscriptions",
          `--allow-no-subscriptions --msi-resource-id "${userAssignedIdentityId}"`,
        ),
    });
    assert.match(outcome.boots[0]?.log ?? "", /unrecognized arguments: --msi-resource-id/);
    assert.notEqual(outcome.azure.status(), "Connected");
  });
});
