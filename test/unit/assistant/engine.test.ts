import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { toolDefinitions } from "../../../src/assistant/definitions";
import { previewTool, runTool } from "../../../src/assistant/engine";
import { toolNames, type ToolName, type ToolContext, type ToolValue } from "../../../src/assistant/tool";
import { listAt, textAt, type Json } from "../../../src/practice/state/json";
import { openSetup, practiceTarget, type Setup } from "../enrollment/setup";
import { enrollmentFor } from "../enrollment/sample";
import { toolContext } from "./toolContext";

const { signal } = new AbortController();
const group = "/subscriptions/11111111-aaaa-4bbb-8ccc-000000000001/resourceGroups/core-london";
const vmId = `${group}/providers/Microsoft.NetworkCloud/virtualMachines/nrf01`;
const machineId = `${group}/providers/Microsoft.HybridCompute/machines/nrf01`;

async function value(name: ToolName, input: unknown, context: ToolContext): Promise<ToolValue> {
  const answer = await runTool(name, input, context, signal);
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

function relaysBegun({ cloud }: Setup): number {
  return cloud.world.operations.all().filter(({ effect }) => effect.kind === "relayAssigned").length;
}

describe("the assistants' tools", () => {
  it("list VMs with their Arc machines, by a filter and up to a limit", async () => {
    const context = toolContext(await openSetup());
    const all = await value("nexusArc_listMachines", {}, context);
    assert.ok(Number(all["total"]) > 10);
    const one = (await value("nexusArc_listMachines", { filter: "NRF01" }, context)) as Json;
    const [row] = listAt(one, "machines");
    assert.equal(textAt(row, "vm", "id")?.toLowerCase(), vmId.toLowerCase());
    assert.equal(textAt(row, "arcMachine", "status"), "AwaitingConnection");
    const few = (await value("nexusArc_listMachines", { limit: 3 }, context)) as Json;
    assert.equal(listAt(few, "machines").length, 3);
  });

  it("explain an enrollment that is kept, by its name, and one whose record is given", async () => {
    const setup = await openSetup();
    const enrollment = enrollmentFor(practiceTarget({ identity: "user", creator: "workstation" }));
    const byName = await value(
      "nexusArc_explainEnrollment",
      { enrollment: "LAB01" },
      toolContext(setup, [enrollment]),
    );
    const byRecord = await value("nexusArc_explainEnrollment", { record: enrollment }, toolContext(setup));
    for (const told of [byName, byRecord]) {
      assert.deepEqual([told["done"], told["next"], told["way"]], [0, 1, "guided"]);
      const [first] = listAt(told, "steps");
      assert.equal(textAt(first, "state"), "notStarted");
      assert.equal(textAt(first, "nextMove"), "Run this step.");
    }
  });

  it("refuse every key that their schemas do not have, and name the one that was meant", async () => {
    const setup = await openSetup();
    for (const name of toolNames) {
      const { properties } = toolDefinitions[name].inputSchema;
      const [known = ""] = Object.keys(properties);
      const wrong = known.toUpperCase();
      const ran = await runTool(name, { [wrong]: "x" }, toolContext(setup), signal);
      assert.ok(!ran.ok, name);
      assert.deepEqual([ran.error.kind, ran.error.retryable], ["input", false]);
      assert.ok(ran.error.cause.includes(`“${wrong}” is unknown. Did you mean “${known}”?`), ran.error.cause);
      assert.equal(previewTool(name, { [wrong]: "x" }).ok, false);
      assert.equal(previewTool(name, ["a list"]).ok, false);
    }
    const request = { vmId, machineId, relaytype: "Public" };
    assert.equal(previewTool("nexusArc_assignRelay", request).ok, false);
    assert.equal((await runTool("nexusArc_assignRelay", request, toolContext(setup), signal)).ok, false);
    assert.equal(relaysBegun(setup), 0);
  });

  it("lint user data with lines and columns from 1", async () => {
    const text = "#cloud-config\npackages: 5\n";
    const told = (await value("nexusArc_lintUserData", { text }, toolContext(await openSetup()))) as Json;
    const [finding] = listAt(told, "findings");
    assert.deepEqual([textAt(finding, "severity"), textAt(told, "kind")], ["error", "cloud-config"]);
    assert.match(JSON.stringify(finding), /"line":2,"column":11/);
  });

  it("lint a template of Terraform by its file's name", async () => {
    const text = `#!/bin/bash\nazcmagent connect existing --vmid '\${vmid}'\n`;
    const context = toolContext(await openSetup());
    const rules = async (input: object): Promise<string[]> => {
      const told = (await value("nexusArc_lintUserData", { text, ...input }, context)) as Json;
      return listAt(told, "findings").map((finding) => textAt(finding, "rule") ?? "");
    };
    assert.ok((await rules({})).includes("malformed-id"));
    assert.ok(!(await rules({ fileName: "enroll.sh.tftpl" })).includes("malformed-id"));
  });

  it("inspect an endpoint, and say what no API shows", async () => {
    const context = toolContext(await openSetup());
    const before = await value("nexusArc_inspectEndpoint", { machineId }, context);
    assert.equal(before["exists"], false);
    await value("nexusArc_assignRelay", { vmId, machineId }, context);
    const after = await value("nexusArc_inspectEndpoint", { machineId }, context);
    assert.deepEqual([after["exists"], after["type"]], [true, "default"]);
    assert.match(String(after["note"]), /No published API version shows/);
  });

  it("show the very request that assigning a relay sends, and send it when they are run", async () => {
    const setup = await openSetup();
    const shown = previewTool("nexusArc_assignRelay", { vmId, machineId, relayType: "Public" });
    assert.ok(shown.ok);
    assert.deepEqual(shown.preview, {
      title: "Assign the relay of nrf01 to Public",
      method: "POST",
      path: `${vmId}/assignRelay`,
      apiVersion: "2025-09-01",
      body: { machineId, relayType: "Public" },
    });
    assert.equal(relaysBegun(setup), 0, "showing sends nothing");
    const told = await value(
      "nexusArc_assignRelay",
      { vmId, machineId, relayType: "Public" },
      toolContext(setup),
    );
    assert.equal(told["state"], "succeeded");
    assert.equal(relaysBegun(setup), 1);
  });

  it("preview nothing where they only read", () => {
    for (const name of toolNames) {
      const answer = previewTool(name, { vmId, machineId });
      const previews = answer.ok && answer.preview !== undefined;
      assert.equal(previews, toolDefinitions[name].effect === "changes", name);
    }
  });

  it("answer a refusal with kind, cause, next move and correlation id", async () => {
    const setup = await openSetup({ faults: "POST */assignRelay 403" });
    const answer = await runTool("nexusArc_assignRelay", { vmId, machineId }, toolContext(setup), signal);
    assert.ok(!answer.ok);
    const { kind, code, cause, nextMove, correlationId, retryable } = answer.error;
    assert.deepEqual([kind, code, retryable], ["forbidden", "AuthorizationFailed", false]);
    assert.match(cause, /assignRelay\/action/);
    assert.match(nextMove, /role/);
    assert.match(correlationId ?? "", /^[0-9a-f-]{36}$/);
  });

  it("name what could not be listed beside what could", async () => {
    const setup = await openSetup();
    setup.cloud.useFaults("* 403");
    const told = (await value("nexusArc_listMachines", {}, toolContext(setup))) as Json;
    const [failure] = listAt(told, "notRead");
    assert.equal(textAt(failure, "kind"), "forbidden");
    assert.match(textAt(failure, "nextMove") ?? "", /role/);
  });

  const wrong: readonly [ToolName, unknown, RegExp][] = [
    ["nexusArc_lintUserData", {}, /“text” is missing/],
    ["nexusArc_lintUserData", { text: 5 }, /must be a string/],
    ["nexusArc_listMachines", { limit: 1000 }, /from 1 to 200/],
    ["nexusArc_inspectEndpoint", { machineId: "nrf01" }, /must be the ARM ID/],
    ["nexusArc_inspectEndpoint", { machineId: vmId }, /Microsoft\.HybridCompute\/machines/],
    ["nexusArc_inspectEndpoint", null, /“machineId” is missing/],
    ["nexusArc_assignRelay", { vmId, machineId, relayType: "Other" }, /Platform or Public/],
    ["nexusArc_assignRelay", { vmId: machineId, machineId }, /virtualMachines/],
    ["nexusArc_explainEnrollment", {}, /No enrollment is stored here/],
    ["nexusArc_explainEnrollment", { record: { version: 1, privateKey: "x" } }, /cannot be read/],
  ];
  for (const [name, input, cause] of wrong) {
    it(`refuse ${name} ${JSON.stringify(input)} before anything is asked`, async () => {
      const unreachable = (): never => assert.fail("nothing must be asked");
      const context = {
        client: unreachable,
        inventory: unreachable,
        operations: unreachable,
        enrollments: () => [],
      };
      const answer = await runTool(name, input, context, signal);
      assert.ok(!answer.ok);
      assert.equal(answer.error.kind, "input");
      assert.match(answer.error.cause, cause);
    });
  }

  it("let no secret out that user data, an error or Azure holds", async () => {
    const privateKey = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "pkcs1", format: "der" },
      privateKeyEncoding: { type: "pkcs1", format: "der" },
    }).privateKey.toString("base64");
    const token = `eyJhbGciOiJSUzI1NiJ9.${"Q2FuYXJ5".repeat(12)}.c2lnbmF0dXJl`;
    const setup = await openSetup({ faults: `POST */assignRelay 409 message="held by ${token}"` });
    const context = toolContext(setup);
    const text = `#!/bin/bash\naz login -u canary -p 'Canary-Passw0rd!'\nPRIVATE_B64="${privateKey}"\nexport ARM_TOKEN=${token}\n`;
    const answers = JSON.stringify([
      await runTool("nexusArc_lintUserData", { text }, context, signal),
      await runTool("nexusArc_assignRelay", { vmId, machineId }, context, signal),
      await runTool("nexusArc_inspectEndpoint", { machineId: privateKey }, context, signal),
      await runTool("nexusArc_explainEnrollment", { record: { privateKey } }, context, signal),
    ]);
    assert.match(answers, /secret|private/i, "the linter has something to say");
    for (const canary of [privateKey.slice(40, 90), "Canary-Passw0rd", "Q2FuYXJ5Q2FuYXJ5"])
      assert.ok(!answers.includes(canary), `${canary} in ${answers}`);
  });
});
