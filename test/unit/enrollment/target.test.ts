import assert from "node:assert/strict";
import { machineId, readTarget, vmId, type TargetInput } from "../../../src/enrollment/target/target";

const given: TargetInput = {
  tenantId: "11111111-1111-1111-1111-111111111111",
  subscriptionId: "22222222-2222-2222-2222-222222222222",
  resourceGroup: "my-rg",
  location: "eastus",
  vmName: "myVm01",
};
const identity =
  "/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/my-rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/my-id";

function problems(input: TargetInput): string[] {
  const reading = readTarget(input);
  return reading.ok ? [] : reading.problems.map((problem) => problem.name);
}

describe("enrollment target", () => {
  it("derives cloud, identity, Arc name, creator and flavour", () => {
    const reading = readTarget(given);
    assert.ok(reading.ok);
    assert.deepEqual(reading.target, {
      ...given,
      cloud: "public",
      identity: "system",
      arcMachineName: "myVm01",
      creator: "vm",
      flavour: "az",
    });
    assert.equal(
      vmId(reading.target),
      "/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/my-rg/providers/Microsoft.NetworkCloud/virtualMachines/myVm01",
    );
    assert.ok(machineId(reading.target).endsWith("/providers/Microsoft.HybridCompute/machines/myVm01"));
  });

  it("an identity's id says that the identity is user-assigned", () => {
    const reading = readTarget({ ...given, userAssignedIdentityId: identity });
    assert.ok(reading.ok);
    assert.equal(reading.target.identity, "user");
  });

  it("takes Azure's names of clouds and a region as the portal shows it", () => {
    const reading = readTarget({ ...given, cloud: "AzureUSGovernment", location: "East US" });
    assert.ok(reading.ok);
    assert.equal(reading.target.cloud, "usGovernment");
    assert.equal(reading.target.location, "eastus");
  });

  it("a custom cloud needs its endpoints, by https", () => {
    assert.deepEqual(problems({ ...given, cloud: "custom" }), ["resourceManager", "authority", "audience"]);
    assert.deepEqual(
      problems({
        ...given,
        cloud: "custom",
        resourceManager: "http://arm.example",
        authority: "https://login.example/",
      }),
      ["resourceManager", "audience"],
    );
    const onThisMachine = "http://127.0.0.1:8080";
    assert.deepEqual(
      problems({
        ...given,
        cloud: "custom",
        resourceManager: onThisMachine,
        authority: "http://localhost:1",
      }),
      [],
    );
    assert.deepEqual(
      problems({
        ...given,
        cloud: "custom",
        resourceManager: "http://127.0.0.1.example",
        authority: "http://localhost.x",
      }),
      ["resourceManager", "authority", "audience"],
    );
  });

  it("refuses the article's hyphen in a VM name, and says the rule", () => {
    const reading = readTarget({ ...given, vmName: "my-nexus-vm-name" });
    assert.ok(!reading.ok);
    assert.deepEqual(
      reading.problems.map(({ name }) => name),
      ["vmName"],
    );
    assert.match(reading.problems[0]!.message, /not allow hyphens/);
  });

  it("a VM name over 54 characters cannot be the Arc name", () => {
    assert.deepEqual(problems({ ...given, vmName: "a".repeat(55) }), ["arcMachineName"]);
    assert.deepEqual(problems({ ...given, vmName: "a".repeat(55), arcMachineName: "short" }), []);
  });

  it("lists every problem at once", () => {
    assert.deepEqual(problems({}), [
      "tenantId",
      "subscriptionId",
      "resourceGroup",
      "location",
      "vmName",
      "arcMachineName",
    ]);
    assert.deepEqual(problems({ ...given, identity: "user" }), ["userAssignedIdentityId"]);
  });

  it("an identity in a group that a command would take for an option is refused", () => {
    const at = (group: string, subscription = given.subscriptionId): string[] =>
      problems({
        ...given,
        userAssignedIdentityId: identity
          .replace("my-rg", group)
          .replace(given.subscriptionId ?? "", subscription ?? ""),
      });
    assert.deepEqual(at("my-rg"), []);
    assert.deepEqual(at("-rg"), ["userAssignedIdentityId"]);
    assert.deepEqual(at("rg."), ["userAssignedIdentityId"]);
    assert.deepEqual(at("my-rg", "-".repeat(36)), ["userAssignedIdentityId"]);
  });

  it("a message shows a hostile value without its control characters", () => {
    const reading = readTarget({ ...given, resourceGroup: "a\n\u001b[31m\u202eb" });
    assert.ok(!reading.ok);
    assert.match(reading.problems[0]!.message, /^[\x20-\x7e]+$/);
  });

  for (const name of ["a.", "-a", "a/b", "a b", "a;b", "a'b", "a$(b)", "a\nb", "x".repeat(91)]) {
    it(`refuses the resource group ${JSON.stringify(name.slice(0, 20))}`, () => {
      assert.deepEqual(problems({ ...given, resourceGroup: name }), ["resourceGroup"]);
    });
  }

  for (const name of ["a", "_x", "(rg)", "Größe-1", "資源", "a.b-"]) {
    it(`takes the resource group ${name}`, () => {
      assert.deepEqual(problems({ ...given, resourceGroup: name }), []);
    });
  }
});
