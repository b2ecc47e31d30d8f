import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { publicCloud } from "../../../src/arm/cloud";
import type { EnrollmentTarget } from "../../../src/enrollment/target/target";
import { defaultOptions } from "../../../src/enrollment/vmScript/parts/options";
import { settings } from "../../../src/enrollment/vmScript/parts/settings";
import { hostileText } from "../../guestSimulator/hostileText";
import { targetOf } from "../../guestSimulator/scenario";

describe("hostile values in the VM's script, read back by bash", () => {
  const names = [
    "tenantId",
    "subscriptionId",
    "resourceGroup",
    "location",
    "vmName",
    "arcMachineName",
  ] as const;

  it("10,000 of them arrive unharmed, even where the rules would refuse them", function () {
    this.timeout(300_000);
    const rounds = Math.ceil(10_000 / names.length);
    const values = fc.sample(hostileText, { numRuns: rounds * names.length, seed: 51 });
    const expected: string[] = [];
    const scripts: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const own = values.slice(round * names.length, (round + 1) * names.length);
      const unchecked = Object.fromEntries(names.map((name, index) => [name, own[index] ?? ""]));
      const target: EnrollmentTarget = { ...targetOf({ flavour: "az" }), ...unchecked };
      expected.push(
        target.tenantId,
        target.subscriptionId,
        target.resourceGroup,
        target.location,
        target.vmName,
        target.arcMachineName,
      );
      scripts.push(
        `(\n${settings(target, publicCloud, defaultOptions).text}\nprintf '%s\\0' "$TENANT_ID" "$SUBSCRIPTION_ID" "$RESOURCE_GROUP" "$LOCATION" "$VM_NAME" "$MACHINE_NAME"\n)`,
      );
    }
    const printed = execFileSync("bash", ["-euo", "pipefail", "-s"], {
      input: scripts.join("\n"),
      encoding: "utf8",
      maxBuffer: 1 << 27,
    });
    assert.deepEqual(printed.split("\0").slice(0, -1), expected);
  });
});
