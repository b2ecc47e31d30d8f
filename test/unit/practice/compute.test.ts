import assert from "node:assert/strict";
import { at, objectAt, textAt, type Json } from "../../../src/practice/state/json";
import { site } from "./support/enrollmentScript";
import { core, talk, type Talk } from "./support/practiceTalk";

const version = "?api-version=2024-07-01";
const jumphost = `${core}/resourceGroups/azure-vms/providers/Microsoft.Compute/virtualMachines/jumphost${version}`;
const other = site.identity.replace("id-core-enroll", "id-other");

async function secondIdentity(from: Talk): Promise<void> {
  const made = await from.ask(
    "PUT",
    `${other.replace("resourcegroups", "resourceGroups")}?api-version=2024-11-30`,
    { location: "uksouth" },
  );
  assert.equal(made.status, 201);
}

/** Sends a PATCH of the identity and gives what is left: the type and the names of the user-assigned identities. */
async function change(
  from: Talk,
  identity: unknown,
): Promise<readonly [string | undefined, readonly string[]]> {
  const patch = await from.ask("PATCH", jumphost, { identity });
  assert.equal(patch.status, 200, patch.text);
  from.clock.advance(60_000);
  const shown = await from.ask("GET", jumphost);
  assert.equal(textAt(shown.json, "properties", "provisioningState"), "Succeeded");
  const users = objectAt(shown.json, "identity", "userAssignedIdentities");
  return [textAt(shown.json, "identity", "type"), Object.keys(users).map((id) => id.split("/").at(-1) ?? "")];
}

describe("identities of Azure VMs in the practice cloud", () => {
  it("come and go as the documents say", async () => {
    const one = talk();
    await secondIdentity(one);
    const user = (id: string, value: Json = {}): unknown => ({
      type: "UserAssigned",
      userAssignedIdentities: { [id]: value },
    });
    assert.deepEqual(await change(one, { type: "SystemAssigned" }), ["SystemAssigned", []]);
    assert.deepEqual(
      await change(one, {
        type: "SystemAssigned,UserAssigned",
        userAssignedIdentities: { [site.identity]: {} },
      }),
      ["SystemAssigned, UserAssigned", ["id-core-enroll"]],
    );
    assert.deepEqual(
      await change(one, { type: "SystemAssigned, UserAssigned", userAssignedIdentities: { [other]: {} } }),
      ["SystemAssigned, UserAssigned", ["id-core-enroll", "id-other"]],
    );
    assert.deepEqual(await change(one, user(site.identity, null)), ["UserAssigned", ["id-other"]]);
    assert.deepEqual(await change(one, { type: "none" }), [undefined, []]);
    assert.deepEqual(await change(one, user(site.identity)), ["UserAssigned", ["id-core-enroll"]]);
    assert.deepEqual(await change(one, { type: "SystemAssigned" }), ["SystemAssigned", []]);
  });

  it("are polled as Compute does it: InProgress, then Succeeded", async () => {
    const one = talk();
    const patch = await one.ask("PATCH", jumphost, { identity: { type: "SystemAssigned" } });
    const url = patch.headers["azure-asyncoperation"] ?? "";
    assert.match(url, /\/providers\/Microsoft\.Compute\/locations\/UKSOUTH\/operations\//);
    assert.equal(textAt((await one.ask("GET", url)).json, "status"), "InProgress");
    one.clock.advance(60_000);
    assert.equal(textAt((await one.ask("GET", url)).json, "status"), "Succeeded");
  });

  it("refuse an identity that does not exist, and a type that is none", async () => {
    const { ask } = talk();
    const missing = await ask("PATCH", jumphost, {
      identity: { type: "UserAssigned", userAssignedIdentities: { [other]: {} } },
    });
    assert.deepEqual(
      [missing.status, textAt(missing.json, "error", "code")],
      [400, "FailedIdentityOperation"],
    );
    const wrong = await ask("PATCH", jumphost, { identity: { type: "Sometimes" } });
    assert.equal(wrong.status, 400);
  });
});

describe("deleting a resource group", () => {
  it("answers 202 with Location, and takes everything in it along", async () => {
    const one = talk();
    const group = `${core}/resourceGroups/core-london`;
    const gone = await one.ask("DELETE", `${group}?api-version=2021-04-01`);
    assert.equal(gone.status, 202);
    const location = gone.headers["location"] ?? "";
    assert.equal((await one.ask("GET", location)).status, 202);
    one.clock.advance(120_000);
    const done = await one.ask("GET", location);
    assert.deepEqual([done.status, done.text], [200, ""]);
    assert.equal((await one.ask("GET", `${group}?api-version=2021-04-01`)).status, 404);
    const left = await one.ask(
      "GET",
      `${core}/providers/Microsoft.NetworkCloud/virtualMachines?api-version=2025-09-01`,
    );
    assert.ok(!left.text.includes("amf01"));
    assert.equal(at(left.json, "nextLink"), undefined);
  });
});
