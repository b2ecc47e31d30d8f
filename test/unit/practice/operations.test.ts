import assert from "node:assert/strict";
import { at, textAt } from "../../../src/practice/state/json";
import { virtualMachineBody, virtualMachinePath } from "./support/enrollmentScript";
import { talk, type Talk } from "./support/practiceTalk";

const version = "?api-version=2025-09-01";
const vm = `${virtualMachinePath("new01")}${version}`;

async function statuses(
  from: Talk,
  url: string,
): Promise<readonly (readonly [number, string | undefined])[]> {
  const seen: (readonly [number, string | undefined])[] = [];
  for (let seconds = 0; seconds < 600; seconds++) {
    const reply = await from.ask("GET", url);
    const now = [reply.status, textAt(reply.json, "status")] as const;
    if (String(seen.at(-1)) !== String(now)) seen.push(now);
    from.clock.advance(1000);
  }
  return seen;
}

describe("long-running operations of the practice cloud", () => {
  it("creates a VM with 201, Azure-AsyncOperation alone, and a status that is polled with 200", async () => {
    const one = talk();
    const put = await one.ask("PUT", vm, virtualMachineBody());
    assert.equal(put.status, 201);
    assert.equal(put.headers["location"], undefined);
    assert.match(put.headers["retry-after"] ?? "", /^\d+$/);
    assert.equal(textAt(put.json, "properties", "provisioningState"), "Accepted");
    assert.deepEqual(await statuses(one, put.headers["azure-asyncoperation"] ?? ""), [
      [200, "Accepted"],
      [200, "Provisioning"],
      [200, "Succeeded"],
    ]);
    const whole = await one.ask("GET", vm);
    assert.equal(textAt(whole.json, "properties", "powerState"), "On");
    assert.match(
      textAt(whole.json, "properties", "cloudServicesNetworkAttachment", "ipv4Address") ?? "",
      /^169\.254\./,
    );
    assert.ok(!whole.text.includes("canary-password"), "the registry password is not returned");
  });

  it("deletes with Location that answers 202 until the end and then 200, and the VM says Deleting meanwhile", async () => {
    const one = talk();
    const path = `${virtualMachinePath("amf01")}${version}`;
    const gone = await one.ask("DELETE", path);
    assert.equal(gone.status, 202);
    assert.equal(gone.text, "null");
    assert.equal(textAt((await one.ask("GET", path)).json, "properties", "provisioningState"), "Deleting");
    assert.deepEqual(await statuses(one, gone.headers["location"] ?? ""), [
      [202, "Deleting"],
      [200, "Succeeded"],
    ]);
    assert.equal((await one.ask("GET", path)).status, 404);
    assert.equal((await one.ask("DELETE", path)).status, 204);
  });

  it("lets an action's Azure-AsyncOperation answer 200 while its Location answers 202", async () => {
    const one = talk();
    const off = await one.ask("POST", `${virtualMachinePath("amf01")}/powerOff${version}`, {
      skipShutdown: "True",
    });
    assert.equal((await one.ask("GET", off.headers["azure-asyncoperation"] ?? "")).status, 200);
    assert.equal((await one.ask("GET", off.headers["location"] ?? "")).status, 202);
    one.clock.advance(60_000);
    const settled = await one.ask("GET", `${virtualMachinePath("amf01")}${version}`);
    assert.equal(textAt(settled.json, "properties", "powerState"), "Off");
  });

  it("fails an operation, with the error in its status and Failed on the resource", async () => {
    const one = talk({
      faults: 'PUT */virtualMachines/* operation=Failed code=NoCapacity message="No host is free."',
    });
    const put = await one.ask("PUT", vm, virtualMachineBody());
    const seen = await statuses(one, put.headers["azure-asyncoperation"] ?? "");
    assert.deepEqual(seen.at(-1), [200, "Failed"]);
    const status = await one.ask("GET", put.headers["azure-asyncoperation"] ?? "");
    assert.deepEqual(at(status.json, "error"), { code: "NoCapacity", message: "No host is free." });
    assert.equal(textAt((await one.ask("GET", vm)).json, "properties", "provisioningState"), "Failed");
  });

  it("never ends an operation when told so", async () => {
    const one = talk({ faults: "POST */restart operation=never" });
    const restart = await one.ask("POST", `${virtualMachinePath("amf01")}/restart${version}`);
    one.clock.advance(7 * 86_400_000);
    const status = await one.ask("GET", restart.headers["location"] ?? "");
    assert.deepEqual([status.status, textAt(status.json, "status")], [202, "Provisioning"]);
  });

  it("refuses a write while another one is in progress", async () => {
    const one = talk();
    await one.ask("PUT", vm, virtualMachineBody());
    const again = await one.ask("PATCH", vm, { tags: { a: "b" } });
    assert.deepEqual([again.status, textAt(again.json, "error", "code")], [409, "Conflict"]);
  });

  it("runs as many times faster as it was told, on the real scale of time stamps", async () => {
    const one = talk({ speed: 10 });
    const put = await one.ask("PUT", vm, virtualMachineBody());
    one.clock.advance(12_000);
    assert.equal(
      textAt((await one.ask("GET", put.headers["azure-asyncoperation"] ?? "")).json, "status"),
      "Provisioning",
    );
    one.clock.advance(1000);
    assert.equal(
      textAt((await one.ask("GET", put.headers["azure-asyncoperation"] ?? "")).json, "status"),
      "Succeeded",
    );
  });

  it("keeps the identity quirks: a space between both types, lower-case resourcegroups in the keys", async () => {
    const { ask } = talk();
    const smf = await ask("GET", `${virtualMachinePath("smf01")}${version}`);
    assert.equal(textAt(smf.json, "identity", "type"), "SystemAssigned, UserAssigned");
    const users = at(smf.json, "identity", "userAssignedIdentities");
    assert.match(JSON.stringify(users), /\/resourcegroups\/core-london\//);
  });
});
