import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeMachine } from "../../../src/arm/resources/arc/machine";
import { judgeIdentityName } from "../../../src/arm/resources/identityName";
import { inEnglish } from "../../../src/l10n/translate";
import { connectionReport } from "../../../src/commands/machine/connectionReport";
import { deletionDetail } from "../../../src/commands/machine/machineDeletion";
import { proposeMachineName } from "../../../src/commands/machine/machineName";
import { targetRules } from "../../../src/enrollment/target/targetRules";

const now = Date.parse("2026-03-01T12:00:00Z");
const machine = (properties: object) =>
  decodeMachine({
    id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.HybridCompute/machines/amf01",
    properties,
  });

describe("the connection status", () => {
  it("tells status, last change, agent and errors in words", () => {
    const { title, lines } = connectionReport(
      machine({
        status: "Error",
        lastStatusChange: "2026-03-01T09:00:00Z",
        agentVersion: "1.67.03456",
        errorDetails: [{ code: "AZCM0042", message: "The agent could not create its resource." }],
      }),
      now,
      inEnglish,
    );
    const text = lines.map(({ label, detail }) => `${label}: ${detail}`).join("\n");
    assert.equal(title, "amf01: Error");
    assert.match(text, /Last status change: 2026-03-01T09:00:00Z \(3 hours ago\)/);
    assert.match(text, /Agent: 1\.67\.03456/);
    assert.match(text, /AZCM0042: The agent could not create its resource\./);
    assert.ok(!text.includes("Azure returns none"));
  });

  it("explains a machine that waits, one that expired, and a status that nobody knows", () => {
    const first = (status: string): string =>
      connectionReport(machine({ status }), now, inEnglish).lines[0]?.detail ?? "";
    assert.match(first("AwaitingConnection"), /no agent has connected to it yet/);
    assert.match(first("Expired"), /45 days/);
    assert.match(first("Hibernating"), /does not know/);
  });
});

describe("the question before a machine is deleted", () => {
  it("says what is deleted, what stays, and what the agent does", () => {
    const text = deletionDetail({ name: "amf01", status: "Connected" }, inEnglish);
    assert.match(text, /Not changed: the Nexus VM/);
    assert.match(text, /Role assignments .* remain/);
    assert.match(text, /azcmagent disconnect --force-local-only/);
    assert.ok(
      !deletionDetail({ name: "a", status: "AwaitingConnection" }, inEnglish).includes("continues to run"),
    );
  });
});

describe("an Arc machine name", () => {
  it("is proposed from any VM name so that Azure takes it", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 90 }), (vmName) => {
        const name = proposeMachineName(vmName);
        assert.ok(name === "" || targetRules.arcMachineName.pattern.test(name));
      }),
    );
    assert.equal(proposeMachineName("a".repeat(64)), "a".repeat(54));
    assert.equal(proposeMachineName("amf01"), "amf01");
  });
});

describe("an identity name", () => {
  it("keeps the documents' rules, and warns beyond 24 characters", () => {
    for (const name of ["", "ab", "-abc", "a b c", "a".repeat(129), "übung", "a.bc"])
      assert.ok(judgeIdentityName(name).problem !== undefined, name);
    for (const name of ["abc", "0-_", "a".repeat(24)]) assert.deepEqual(judgeIdentityName(name), {});
    for (const name of ["a".repeat(25), "a".repeat(128)]) {
      const { problem, warning } = judgeIdentityName(name);
      assert.equal(problem, undefined);
      assert.match(warning ?? "", /up to 24/);
    }
  });
});
