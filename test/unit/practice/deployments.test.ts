import assert from "node:assert/strict";
import { listAt, textAt, type JsonObject } from "../../../src/practice/state/json";
import { vms } from "./support/deploymentTemplate";
import { london, talk, type Talk } from "./support/practiceTalk";

const version = "?api-version=2021-04-01";
const place = `${london}/providers/Microsoft.Resources/deployments`;

async function state(setup: Talk, name: string): Promise<string | undefined> {
  return textAt(
    (await setup.ask("GET", `${place}/${name}${version}`)).json,
    "properties",
    "provisioningState",
  );
}

describe("deployments in the practice cloud", () => {
  it("make what a loop stands for, tell how each resource stands, and show no secret", async () => {
    const setup = talk();
    const begun = await setup.ask("PUT", `${place}/d1${version}`, {
      tags: { fleet: "x" },
      ...vms(["one1", "two2"]),
    });
    assert.equal(begun.status, 201);
    const poll = begun.headers["azure-asyncoperation"] ?? "";
    assert.equal((await setup.ask("GET", poll)).json["status"], "Running");
    setup.clock.advance(130_000);
    assert.equal((await setup.ask("GET", poll)).json["status"], "Succeeded");
    const operations = listAt((await setup.ask("GET", `${place}/d1/operations${version}`)).json, "value");
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
    assert.doesNotMatch((await setup.ask("GET", `${place}/d1${version}`)).text, /c2VjcmV0/);
    assert.doesNotMatch(JSON.stringify(setup.cloud.save()), /c2VjcmV0/);
  });

  it("refuse to be replaced while they run, and can be canceled", async () => {
    const setup = talk();
    await setup.ask("PUT", `${place}/d1${version}`, vms(["one1"]));
    const again = await setup.ask("PUT", `${place}/d1${version}`, vms(["one1"]));
    assert.deepEqual([again.status, textAt(again.json, "error", "code")], [409, "DeploymentActive"]);
    assert.equal((await setup.ask("POST", `${place}/d1/cancel${version}`)).status, 204);
    assert.equal(await state(setup, "d1"), "Canceled");
    setup.clock.advance(300_000);
    assert.equal(await state(setup, "d1"), "Canceled");
    assert.equal((await setup.ask("POST", `${place}/d1/cancel${version}`)).status, 409);
  });

  it("cannot continue in a cloud that was saved, since their parameters are not", async () => {
    const setup = talk();
    await setup.ask("PUT", `${place}/d1${version}`, vms(["one1"]));
    const later = talk({ state: setup.cloud.save() });
    assert.equal(await state(later, "d1"), "Canceled");
  });

  it("fail as a whole where one resource fails, and name it", async () => {
    const setup = talk({ faults: "PUT */virtualMachines/two2 409 code=OutOfCapacity" });
    await setup.ask("PUT", `${place}/d1${version}`, vms(["one1", "two2"]));
    setup.clock.advance(130_000);
    const { json } = await setup.ask("GET", `${place}/d1${version}`);
    assert.equal(textAt(json, "properties", "provisioningState"), "Failed");
    const [detail] = listAt(json, "properties", "error", "details");
    assert.deepEqual(
      [textAt(detail, "code"), textAt(detail, "target")?.split("/").at(-1)],
      ["OutOfCapacity", "two2"],
    );
  });

  it("say in what-if what would be made, changed and left", async () => {
    const setup = talk();
    const ask = async (body: JsonObject): Promise<(string | undefined)[]> => {
      const begun = await setup.ask("POST", `${place}/w/whatIf${version}`, body);
      assert.equal(begun.status, 202);
      setup.clock.advance(10_000);
      const { json } = await setup.ask("GET", begun.headers["location"] ?? "");
      return listAt(json, "properties", "changes").map((change) => textAt(change, "changeType"));
    };
    assert.deepEqual(await ask(vms(["one1"])), ["Create"]);
    await setup.ask("PUT", `${place}/d1${version}`, vms(["one1"]));
    setup.clock.advance(300_000);
    assert.deepEqual(await ask(vms(["one1", "two2"])), ["NoChange", "Create"]);
    const bigger = vms(["one1"]);
    const text = JSON.stringify(bigger).replace('"cpuCores":2', '"cpuCores":4');
    assert.deepEqual(await ask(JSON.parse(text) as JsonObject), ["Modify"]);
  });

  it("refuse templates that are wrong, too large, or in words that the practice cloud does not know", async () => {
    const setup = talk();
    const validate = async (body: JsonObject): Promise<string> => {
      const { status, json } = await setup.ask("POST", `${place}/v/validate${version}`, body);
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
