import assert from "node:assert/strict";
import { listAt, textAt, type JsonObject } from "../../../src/practice/state/json";
import { vms } from "./support/deploymentTemplate";
import { london, talk, type Talk } from "./support/practiceTalk";

const version = "?api-version=2021-04-01";
const place = `${london}/providers/Microsoft.Resources/deployments`;

async function state(room: Talk, name: string): Promise<string | undefined> {
  return textAt(
    (await room.ask("GET", `${place}/${name}${version}`)).json,
    "properties",
    "provisioningState",
  );
}

describe("deployments in the practice cloud", () => {
  it("make what a loop stands for, tell how each resource stands, and show no secret", async () => {
    const room = talk();
    const begun = await room.ask("PUT", `${place}/d1${version}`, {
      tags: { fleet: "x" },
      ...vms(["one1", "two2"]),
    });
    assert.equal(begun.status, 201);
    const poll = begun.headers["azure-asyncoperation"] ?? "";
    assert.equal((await room.ask("GET", poll)).json["status"], "Running");
    room.clock.advance(130_000);
    assert.equal((await room.ask("GET", poll)).json["status"], "Succeeded");
    const operations = listAt((await room.ask("GET", `${place}/d1/operations${version}`)).json, "value");
    assert.deepEqual(
      operations.map((one) => [
        textAt(one, "properties", "targetResource", "resourceName"),
        textAt(one, "properties", "provisioningState"),
      ]),
      [
        ["one1", "Succeeded"],
        ["two2", "Succeeded"],
      ],
    );
    assert.doesNotMatch((await room.ask("GET", `${place}/d1${version}`)).text, /c2VjcmV0/);
    assert.doesNotMatch(JSON.stringify(room.cloud.save()), /c2VjcmV0/);
  });

  it("refuse to be replaced while they run, and can be canceled", async () => {
    const room = talk();
    await room.ask("PUT", `${place}/d1${version}`, vms(["one1"]));
    const again = await room.ask("PUT", `${place}/d1${version}`, vms(["one1"]));
    assert.deepEqual([again.status, textAt(again.json, "error", "code")], [409, "DeploymentActive"]);
    assert.equal((await room.ask("POST", `${place}/d1/cancel${version}`)).status, 204);
    assert.equal(await state(room, "d1"), "Canceled");
    room.clock.advance(300_000);
    assert.equal(await state(room, "d1"), "Canceled");
    assert.equal((await room.ask("POST", `${place}/d1/cancel${version}`)).status, 409);
  });

  it("cannot continue in a cloud that was saved, since their parameters are not", async () => {
    const room = talk();
    await room.ask("PUT", `${place}/d1${version}`, vms(["one1"]));
    const later = talk({ state: room.cloud.save() });
    assert.equal(await state(later, "d1"), "Canceled");
  });

  it("fail as a whole where one resource fails, and name it", async () => {
    const room = talk({ faults: "PUT */virtualMachines/two2 409 code=OutOfCapacity" });
    await room.ask("PUT", `${place}/d1${version}`, vms(["one1", "two2"]));
    room.clock.advance(130_000);
    const { json } = await room.ask("GET", `${place}/d1${version}`);
    assert.equal(textAt(json, "properties", "provisioningState"), "Failed");
    const [detail] = listAt(json, "properties", "error", "details");
    assert.deepEqual(
      [textAt(detail, "code"), textAt(detail, "target")?.split("/").at(-1)],
      ["OutOfCapacity", "two2"],
    );
  });

  it("say in what-if what would be made, changed and left", async () => {
    const room = talk();
    const ask = async (body: JsonObject): Promise<(string | undefined)[]> => {
      const begun = await room.ask("POST", `${place}/w/whatIf${version}`, body);
      assert.equal(begun.status, 202);
      room.clock.advance(10_000);
      const { json } = await room.ask("GET", begun.headers["location"] ?? "");
      return listAt(json, "properties", "changes").map((change) => textAt(change, "changeType"));
    };
    assert.deepEqual(await ask(vms(["one1"])), ["Create"]);
    await room.ask("PUT", `${place}/d1${version}`, vms(["one1"]));
    room.clock.advance(300_000);
    assert.deepEqual(await ask(vms(["one1", "two2"])), ["NoChange", "Create"]);
    const bigger = vms(["one1"]);
    const text = JSON.stringify(bigger).replace('"cpuCores":2', '"cpuCores":4');
    assert.deepEqual(await ask(JSON.parse(text) as JsonObject), ["Modify"]);
  });

  it("refuse templates that are wrong, too large, or in words that the practice cloud does not know", async () => {
    const room = talk();
    const validate = async (body: JsonObject): Promise<string> => {
      const { status, json } = await room.ask("POST", `${place}/v/validate${version}`, body);
      return status === 200
        ? "good"
        : `${textAt(json, "error", "code") ?? ""}: ${textAt(json, "error", "message") ?? ""}`;
    };
    assert.equal(await validate(vms(["one1"])), "good");
    assert.match(await validate(vms(["one1", "ONE1"])), /InvalidTemplate.*defined multiple times/);
    assert.match(
      await validate(vms(Array.from({ length: 801 }, (_, index) => `vm${index}`))),
      /InvalidTemplate.*800/,
    );
    assert.match(
      await validate(vms(["one1"], { variables: {} })),
      /InvalidTemplate.*variable 'names' is not found/,
    );
    assert.match(
      await validate(vms(["one1"], { variables: { names: "[deployment()]" } })),
      /InvalidTemplate.*'deployment' is not valid/,
    );
    assert.match(
      await validate(vms(["one1"], { metadata: { pad: "x".repeat(4_300_000) } })),
      /DeploymentJobSizeExceeded/,
    );
    const bare = vms(["one1"]);
    const without = JSON.parse(
      JSON.stringify(bare).replace('"secret":{"value":{"text":"c2VjcmV0"}}', ""),
    ) as JsonObject;
    assert.match(await validate(without), /parameter 'secret' is not provided/);
  });
});
