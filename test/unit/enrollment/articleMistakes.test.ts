import assert from "node:assert/strict";
import { publicCloud } from "../../../src/arm/cloud";
import { decodeEndpoint } from "../../../src/arm/resources/arc/hybridConnectivity";
import { assess } from "../../../src/enrollment/evidence/assessment";
import { diagnose } from "../../../src/enrollment/diagnose/diagnose";
import { dialectNames } from "../../../src/enrollment/dialects/dialect";
import { planView } from "../../../src/enrollment/evidence/planView";
import { withOutcome, type Enrollment } from "../../../src/enrollment/record/record";
import type { StepNumber } from "../../../src/enrollment/steps/stepNumber";
import { stepOf } from "../../../src/enrollment/steps";
import { stepText } from "../../../src/enrollment/steps/stepText";
import { readTarget } from "../../../src/enrollment/target/target";
import { vmScript } from "../../../src/enrollment/vmScript/vmScript";
import { lintUserData } from "../../../src/userdata/lint";
import { practiceVm } from "./setup";
import { enrollmentFor, machineOf, now, seen, targetFrom, userTarget, viewWith } from "./sample";

/**
 * The mistakes of the enrollment article, as the facts list them. Each is met by users at one or more places, and each place is named
 * here: what we write does not repeat it, what the user writes is refused or marked, and what it leads to is explained.
 */
const target = targetFrom(userTarget);
const enrollment: Enrollment = {
  ...enrollmentFor(userTarget),
  vm: practiceVm,
  clientPublicKey: "MIIBCgKCAQEA",
};

/** All that we ever write for a step, in every dialect, and the VM's script in both flavours. */
function everythingWritten(step: StepNumber): string[] {
  const view = planView(step, enrollment, target, "33333333-3333-4333-8333-333333333333", now);
  return dialectNames.flatMap((dialect) => stepText(step, dialect, { enrollment, target, view }) ?? []);
}
const scripts = (["az", "curl"] as const).map((flavour) =>
  vmScript(targetFrom({ ...userTarget, creator: "vm", flavour })),
);

/** The explanation at the step: what a user sees, why, and what to do. */
function explained(step: StepNumber, symptom: RegExp, cause: RegExp, fix: RegExp): void {
  const pitfall = stepOf(step).pitfalls.find((each) => symptom.test(each.symptom));
  assert.ok(pitfall, `step ${String(step)} explains no ${symptom.source}`);
  assert.match(pitfall.cause, cause);
  assert.match(pitfall.fix, fix);
}

function diagnosed(line: string, id: string, step: StepNumber, fix: RegExp): void {
  const [found] = diagnose(line);
  assert.deepEqual([found?.id, found?.step], [id, step]);
  assert.match(found?.fix ?? "", fix);
}

const linted = (...lines: string[]): string[] =>
  lintUserData(["#!/bin/bash", ...lines, ""].join("\n")).findings.map(({ rule }) => rule);

describe("mistakes of the article", () => {
  describe("my-nexus-vm-name: a VM name with hyphens", () => {
    it("is refused where the name is given", () => {
      const reading = readTarget({ ...userTarget, vmName: "my-nexus-vm-name" });
      assert.ok(!reading.ok);
      assert.match(reading.problems[0]?.message ?? "", /does not allow hyphens/);
    });
    it("is marked in a script", () => {
      const found = linted(
        "az networkcloud virtualmachine assign-relay -g rg -n my-nexus-vm-name --machine-id /m",
      );
      assert.ok(found.includes("vm-name"), found.join());
    });
    it("is explained at step 3, and in a log", () => {
      explained(3, /does not match/, /only letters and digits/, /without hyphens/);
      const log =
        "String does not match pattern ^([a-zA-Z0-9][a-zA-Z0-9]{0,62}[a-zA-Z0-9])$: my-nexus-vm-name";
      diagnosed(log, "vm-name", 3, /another VM name/);
    });
    it("becomes an Arc name of its own where that is shorter", () => {
      const reading = readTarget({
        ...userTarget,
        vmName: "a".repeat(60),
        arcMachineName: "my-nexus-vm-name",
      });
      assert.ok(reading.ok);
    });
  });

  describe("az login --msi-resource-id: a flag that does not exist", () => {
    it("is never written", () => {
      for (const text of [...everythingWritten(6), ...scripts]) assert.doesNotMatch(text, /msi-resource-id/);
      assert.match(
        everythingWritten(6)[0] ?? "",
        /az login --identity --allow-no-subscriptions --resource-id /,
      );
    });
    it("is marked in a script, with its cause in a log and at step 6", () => {
      const found = linted('az login --identity --allow-no-subscriptions --msi-resource-id "$UAMI_ID"');
      assert.ok(found.includes("login-msi-resource-id"), found.join());
      diagnosed(
        "ERROR: unrecognized arguments: --msi-resource-id /subscriptions/x",
        "msi-resource-id",
        6,
        /--resource-id/,
      );
      explained(6, /--msi-resource-id/, /does not exist/, /--resource-id/);
    });
  });

  describe("$SUBSCRIPTION: a variable that was never set", () => {
    it("is never written", () => {
      for (const step of [1, 2, 3, 7, 8, 10] as const)
        for (const text of everythingWritten(step)) assert.doesNotMatch(text, /\$\{?SUBSCRIPTION\b/);
      for (const text of scripts) assert.doesNotMatch(text, /\$\{?SUBSCRIPTION\b/);
    });
    it("is explained at step 3, and in a log", () => {
      explained(3, /\$LOCATION is empty/, /\$SUBSCRIPTION/, /SUBSCRIPTION_ID/);
      diagnosed(
        "/tmp/enroll.sh: line 4: SUBSCRIPTION: unbound variable",
        "unbound-subscription",
        3,
        /SUBSCRIPTION_ID/,
      );
    });
  });

  describe("osName: a property that Azure only reads", () => {
    it("is never sent; osType is", () => {
      for (const text of [...everythingWritten(7), ...scripts]) {
        assert.doesNotMatch(text, /osName/);
        assert.match(text, /osType/);
      }
    });
    it("is explained at step 7", () => {
      explained(7, /osName/, /read-only/, /osType/);
    });
  });

  describe("the endpoint's sample output: fields that no API version has", () => {
    const sample = decodeEndpoint({
      properties: {
        provisioningState: "Succeeded",
        endpointType: "PrivateRelay",
        status: "Connected",
        privateLinkScopeId: "/x",
      },
    });
    it("is read without loss, and not taken for a proof", () => {
      const view = viewWith({ machine: machineOf(target, enrollment.arcVmId), endpoint: seen(sample) });
      const found = assess(target, enrollment, view).evidence[8];
      assert.equal(found.state, "unknown");
      assert.match(found.summary, /does not show which relay/);
      assert.ok(
        found.facts?.some(({ name, value }) => name === "endpointType" && value === '"PrivateRelay"'),
      );
    });
    it("the operation is the proof, and says why", () => {
      const view = viewWith({ machine: machineOf(target, enrollment.arcVmId), endpoint: seen(sample) });
      const done = withOutcome(enrollment, 8, { state: "succeeded", at: now.toISOString() });
      const found = assess(target, done, view).evidence[8];
      assert.equal(found.source, "operation");
      assert.match(found.summary, /sample output in Microsoft's article suggests otherwise/);
      explained(8, /endpointType PrivateRelay/, /No API version/, /Trust the operation/);
    });
  });

  describe("Bicep with the identity among the properties, and an API version without identities", () => {
    it("is written at the top level, for an API version that has it", () => {
      const view = planView(3, enrollment, target, undefined, now);
      const bicep = stepText(3, "bicep", { enrollment, target, view }) ?? "";
      assert.match(bicep, /virtualMachines@2025-09-01'/);
      assert.match(bicep, /\n {2}identity: \{\n {4}type: 'UserAssigned'\n/);
      const properties = bicep.slice(bicep.indexOf("\n  properties: {"));
      assert.doesNotMatch(properties, /identity/);
      assert.doesNotMatch(bicep, /2025-02-01/);
    });
    it("is explained at step 3", () => {
      explained(3, /identity is ignored/, /under properties/, /top level/);
    });
  });

  describe("journalctl -u azcmagent: a unit that does not exist", () => {
    it("is never written", () => {
      for (const text of [...everythingWritten(9), ...everythingWritten(10), ...scripts])
        assert.doesNotMatch(text, /(?:-u|status|restart) azcmagent\b/);
    });
    it("is explained at step 9, and in a terminal's output", () => {
      explained(9, /journalctl -u azcmagent/, /wrong unit/, /himdsd/);
      diagnosed("Unit azcmagent.service could not be found.", "wrong-unit", 9, /himdsd/);
    });
  });

  it("the dead link to the troubleshooting page: step 10 names the page that is there", () => {
    explained(10, /link/, /troubleshoot-virtual-machines-arc-enroll-with-managed-identities/, /Diagnose/);
  });

  describe("what the article leaves out or mixes up", () => {
    it("sudo, the agent's own proxy and `existing` stand in step 10", () => {
      const [text = ""] = everythingWritten(10);
      assert.match(text, /^sudo azcmagent config set proxy\.url http:\/\/169\.254\.0\.11:3128\n/);
      assert.match(text, /\nsudo azcmagent connect existing /);
      assert.doesNotMatch(text, /--access-token/);
      explained(10, /AZCM0018/, /lack sudo/, /sudo/);
    });
    it("user data goes as userDataContent, never as userData in clear text", () => {
      for (const text of everythingWritten(3)) assert.doesNotMatch(text, /--user-data |"userData"|userData:/);
      explained(3, /can read its user data/, /clear text/, /userDataContent/);
    });
    it("a private key is PKCS#1, and the other kind is explained", () => {
      explained(10, /asn1: structure error/, /PKCS#8/, /-traditional/);
      diagnosed("FATAL asn1: structure error: tags don't match", "pkcs8-key", 10, /PKCS|convert|Generate/i);
    });
    it("no host of the public cloud is written for another one", () => {
      assert.ok(publicCloud.resourceManager.includes("management.azure.com"));
      const gov = targetFrom({ ...userTarget, cloud: "usGovernment", creator: "vm" });
      assert.doesNotMatch(vmScript(gov), /management\.azure\.com/);
    });
  });
});
