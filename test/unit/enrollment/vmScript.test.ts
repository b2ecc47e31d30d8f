import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { parse } from "yaml";
import {
  cloudOf,
  readTarget,
  type EnrollmentTarget,
  type TargetInput,
} from "../../../src/enrollment/target/target";
import { settings } from "../../../src/enrollment/vmScript/parts/settings";
import { defaultOptions } from "../../../src/enrollment/vmScript/parts/options";
import { markerPrefix, vmScript } from "../../../src/enrollment/vmScript/vmScript";
import { asCloudConfig } from "../../../src/enrollment/vmScript/parts/cloudConfig";
import { hostileText as hostile } from "../../guestSimulator/hostileText";

const given: TargetInput = {
  tenantId: "11111111-1111-1111-1111-111111111111",
  subscriptionId: "22222222-2222-2222-2222-222222222222",
  resourceGroup: "my-rg",
  location: "eastus",
  vmName: "myVm01",
};

function targetOf(input: TargetInput = {}): EnrollmentTarget {
  const reading = readTarget({ ...given, ...input });
  if (!reading.ok) assert.fail(JSON.stringify(reading.problems));
  return reading.target;
}

/** Where each command of the enrollment first stands in the script. */
function order(script: string, commands: readonly string[]): number[] {
  return commands.map((command) => {
    const at = script.indexOf(command);
    assert.notEqual(at, -1, `the script has no ${command}`);
    return at;
  });
}

describe("the VM's script", () => {
  it("sets the proxy before the first download, and installs the agent after the last token", () => {
    const script = vmScript(targetOf());
    const places = order(script, [
      "export HTTPS_PROXY='http://169.254.0.11:3128'",
      "apt-get",
      "az login --identity --allow-no-subscriptions",
      'arm PUT "$MACHINE_URL"',
      "az networkcloud virtualmachine assign-relay",
      'bash "$WORK/install_azcmagent.sh"',
      "azcmagent config set proxy.url 'http://169.254.0.11:3128'",
      "azcmagent connect existing",
    ]);
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    );
  });

  it("needs no Azure CLI in the flavour curl", () => {
    assert.doesNotMatch(vmScript(targetOf({ flavour: "curl" })), /\baz (login|rest|networkcloud|extension)/);
  });

  it("names the cloud where it must, and only there", () => {
    assert.doesNotMatch(vmScript(targetOf()), /--cloud|az cloud/);
    const china = vmScript(targetOf({ cloud: "china" }));
    assert.match(china, /az cloud set --name 'AzureChinaCloud'/);
    assert.match(china, /--cloud 'AzureChinaCloud'/);
    assert.doesNotMatch(china, /management\.azure\.com/);
  });

  it("signs in with a user-assigned identity by today's flag", () => {
    const id = `/subscriptions/${given.subscriptionId ?? ""}/resourceGroups/my-rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/my-id`;
    const script = vmScript(targetOf({ userAssignedIdentityId: id }));
    assert.ok(script.includes(`az login --identity --allow-no-subscriptions --resource-id '${id}'`));
    assert.ok(script.includes(`msi_res_id=${encodeURIComponent(id)}`));
  });

  it("holds the workstation's key only when it is asked to", () => {
    const guided = targetOf({ creator: "workstation" });
    assert.match(vmScript(guided), /^PRIVATE_B64="?\$\{PRIVATE_B64:-\}"?/m);
    assert.ok(vmScript(guided, { privateKey: "MIIEkey", vmId: "x" }).includes("PRIVATE_B64='MIIEkey'"));
    assert.doesNotMatch(vmScript(guided), /assign-relay|assignRelay|genpkey/);
  });

  it("starts with an interpreter and one marker line that gives the target back", () => {
    const target = targetOf({ resourceGroup: "資源-(1)" });
    const [first, second] = vmScript(target).split("\n");
    assert.equal(first, "#!/usr/bin/env bash");
    assert.ok(second?.startsWith(markerPrefix) === true);
    assert.deepEqual(JSON.parse(second.slice(markerPrefix.length)), { version: 1, ...target });
  });

  it("is read by bash without a syntax error, in every variant", () => {
    for (const flavour of ["az", "curl"]) {
      for (const creator of ["vm", "workstation"]) {
        for (const cloud of ["public", "usGovernment", "china", "practice"]) {
          const script = vmScript(targetOf({ flavour, creator, cloud }));
          execFileSync("bash", ["-n"], { input: script, stdio: ["pipe", "ignore", "inherit"] });
        }
      }
    }
  });

  it("comes as cloud-config that gives the same script back", () => {
    fc.assert(
      fc.property(
        hostile.map((text) => `#!/bin/bash\n${text}`),
        (script) => {
          const text = asCloudConfig(script);
          assert.ok(text.startsWith("#cloud-config\n"));
          const config = parse(text, { version: "1.1" }) as {
            write_files: { content: string; encoding?: string; permissions: string }[];
            runcmd: string[][];
          };
          const [file] = config.write_files;
          const content =
            file?.encoding === "b64" ? Buffer.from(file.content, "base64").toString("utf8") : file?.content;
          assert.equal(content?.replace(/\n*$/, ""), script.replace(/\n*$/, ""));
          assert.equal(file?.permissions, "0700");
          assert.deepEqual(config.runcmd, [["bash", "/var/lib/nexus-arc/enroll.sh"]]);
        },
      ),
      { numRuns: 300, examples: [[vmScript(targetOf())]] },
    );
  });
});

describe("a hostile value in the VM's script", () => {
  const names = [
    "tenantId",
    "subscriptionId",
    "resourceGroup",
    "location",
    "vmName",
    "arcMachineName",
  ] as const;

  it("is either carried or refused with the rule that it breaks", () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), hostile, (name, value) => {
        const reading = readTarget({ ...given, [name]: value });
        if (!reading.ok) {
          assert.ok(reading.problems.every((problem) => problem.message.includes("must")));
          assert.ok(
            reading.problems.some((problem) => problem.name === name || problem.name === "arcMachineName"),
          );
          return;
        }
        const [, marker] = vmScript(reading.target).split("\n");
        assert.deepEqual(JSON.parse(marker?.slice(markerPrefix.length) ?? ""), {
          version: 1,
          ...reading.target,
        });
        assert.ok(settings(reading.target, cloudOf(reading.target), defaultOptions).text.length > 0);
      }),
      { numRuns: 2000 },
    );
  });
});
