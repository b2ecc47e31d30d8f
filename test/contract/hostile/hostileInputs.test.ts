import assert from "node:assert/strict";
import fc from "fast-check";
import { publicCloud } from "../../../src/arm/cloud";
import { dialects } from "../../../src/enrollment/dialects";
import { newEnrollment } from "../../../src/enrollment/record/record";
import { stepText } from "../../../src/enrollment/steps/stepText";
import { planView } from "../../../src/enrollment/evidence/planView";
import { readTarget, type EnrollmentTarget, type TargetInput } from "../../../src/enrollment/target/target";
import { targetNames, targetRules, type TargetName } from "../../../src/enrollment/target/targetRules";
import {
  readVirtualMachine,
  type VirtualMachineInput,
} from "../../../src/enrollment/target/virtualMachineInput";
import { hostileText } from "../../guestSimulator/hostileText";
import { systemTarget, targetFrom, userTarget } from "../../unit/enrollment/sample";
import { shellCalls, wordAfter } from "./shellCalls";

/**
 * What a form or `--set` may bring: 10,000 values over all names. Each is refused with the rule that it breaks, or what it makes is run
 * by bash with stubs, and az gets it whole, not as an option (`-…`) and not as the name of a file to read (`@…`, `…=@…`).
 */
const count = Number(process.env["NEXUS_ARC_HOSTILE_VALUES"] ?? 10_000);

/** Near misses find holes in rules sooner than noise: good values with something bad at one place. */
function nearMiss(good: string): fc.Arbitrary<string> {
  const bad = fc.constantFrom(
    ...[
      "-",
      "--",
      "@",
      "=@",
      "'",
      '"',
      "`",
      "$(id)",
      "${HOME}",
      "\n",
      " ",
      "\\",
      ";",
      "|",
      "&",
      "\u2019",
      "资",
    ],
    ...["../", "%2e", "?", "#", "\u202e", "é", "(", ")", ".", "_", "/", "~", "*", "[", "]", "!", "\u0007"],
  );
  return fc
    .tuple(fc.nat(good.length), bad, fc.constantFrom(0, 1))
    .map(([at, text, drop]) => good.slice(0, at) + text + good.slice(at + drop));
}

const valuesFor = (good: string, numRuns: number, seed: number): string[] =>
  fc.sample(fc.oneof(hostileText, nearMiss(good)), { numRuns, seed });

/** Words that az or azcmagent would not take as they stand. JSON is never the name of a file. */
function assertTaken(calls: readonly (readonly string[])[], about: string): void {
  for (const [, ...words] of calls) {
    for (const word of words) {
      if (/^--?[a-z][a-z-]*$/.test(word) || /^[{[]/.test(word)) continue;
      assert.doesNotMatch(word, /^-/, `${about}: an option`);
      assert.doesNotMatch(word.replace(/^[^=]*=/s, ""), /^@/, `${about}: a file to read`);
    }
  }
}

describe(`${String(count)} hostile values in every name that a user gives`, function () {
  this.timeout(300_000);

  it("are refused with the rule, or arrive in every command of the enrollment", () => {
    const perName = Math.ceil(count / targetNames.length);
    const accepted: { readonly name: TargetName; readonly target: EnrollmentTarget }[] = [];
    targetNames.forEach((name, index) => {
      const base: TargetInput = {
        ...(name === "userAssignedIdentityId" || name === "clientId" || name === "identity"
          ? userTarget
          : systemTarget),
        creator: "workstation",
        ...((name === "resourceManager" || name === "authority" || name === "audience") && {
          cloud: "custom",
          resourceManager: "https://arm.example",
          authority: "https://login.example",
          audience: "https://arm.example",
        }),
      };
      const good =
        base[name] ??
        { clientId: userTarget.tenantId, identity: "user", creator: "vm", flavour: "curl" }[name as string] ??
        "public";
      for (const value of valuesFor(good, perName, 100 + index)) {
        const reading = readTarget({ ...base, [name]: value });
        if (reading.ok) {
          if (value !== "") accepted.push({ name, target: reading.target });
          continue;
        }
        const problem =
          reading.problems.find((each) => each.name === name) ??
          assert.fail(
            `${name}: ${JSON.stringify(value)} broke another rule: ${JSON.stringify(reading.problems)}`,
          );
        assert.ok(problem.message.includes(targetRules[name].words), problem.message);
        assert.doesNotMatch(problem.message, /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
      }
    });
    assert.ok(accepted.length > 100, `only ${String(accepted.length)} values keep their rules`);
    checkAccepted(accepted);
  });

  it("are refused in the choices of the VM, or arrive in az", () => {
    const group = "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/site-a/providers";
    const target = targetFrom(systemTarget);
    const base = {
      customLocation: `${group}/Microsoft.ExtendedLocation/customLocations/place`,
      adminUsername: "azureuser",
      cloudServicesNetworkId: `${group}/Microsoft.NetworkCloud/cloudServicesNetworks/csn`,
      cpuCores: 4,
      memorySizeGB: 8,
      diskSizeGB: 64,
      vmImage: "registry.azurecr.io/ubuntu:24.04",
    } satisfies VirtualMachineInput;
    const l3 = `${group}/Microsoft.NetworkCloud/l3Networks/mgmt`;
    const fields: Record<string, readonly [good: string, input: (value: string) => VirtualMachineInput]> = {
      customLocation: [base.customLocation, (customLocation) => ({ ...base, customLocation })],
      adminUsername: [base.adminUsername, (adminUsername) => ({ ...base, adminUsername })],
      cloudServicesNetworkId: [
        base.cloudServicesNetworkId,
        (id) => ({ ...base, cloudServicesNetworkId: id }),
      ],
      vmImage: [base.vmImage, (vmImage) => ({ ...base, vmImage })],
      consoleLocation: [base.customLocation, (consoleLocation) => ({ ...base, consoleLocation })],
      sshPublicKeys: [
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f me@work",
        (key) => ({ ...base, sshPublicKeys: [key] }),
      ],
      "networks[0].networkId": [
        l3,
        (networkId) => ({ ...base, networks: [{ networkId, ipAllocationMethod: "Dynamic" }] }),
      ],
      "networks[0].name": [
        "mgmt0",
        (name) => ({ ...base, networks: [{ networkId: l3, ipAllocationMethod: "Dynamic", name }] }),
      ],
      "networks[0].ipv4Address": [
        "10.0.0.4",
        (ipv4Address) => ({
          ...base,
          networks: [{ networkId: l3, ipAllocationMethod: "Static", ipv4Address }],
        }),
      ],
      "placementHints[0].resourceId": [
        l3,
        (resourceId) => ({
          ...base,
          placementHints: [{ hintType: "Affinity", resourceId, schedulingExecution: "Hard", scope: "Rack" }],
        }),
      ],
      "volumeAttachments[0]": [l3, (volume) => ({ ...base, volumeAttachments: [volume] })],
      tags: ["team", (tag) => ({ ...base, tags: { [tag]: tag } })],
      "vmImageCredentials.registryUrl": ["registry.azurecr.io", () => base],
      "vmImageCredentials.username": ["puller", () => base],
    };
    const names = Object.keys(fields);
    const perField = Math.ceil(count / names.length);
    const id = `${group}/Microsoft.NetworkCloud/virtualMachines/amf01`;
    const accepted: { name: string; value: string; script: string; vm: unknown }[] = [];
    Object.entries(fields).forEach(([name, [good, input]], index) => {
      for (const value of valuesFor(good, perField, 300 + index)) {
        const credentials = {
          registryUrl: "registry.azurecr.io",
          username: "puller",
          password: "the-password",
        };
        const secret = /^vmImageCredentials\.(.*)/.exec(name)?.[1];
        const reading = readVirtualMachine(
          input(value),
          target,
          secret === undefined ? {} : { vmImageCredentials: { ...credentials, [secret]: value } },
        );
        if (reading.ok) {
          const script = dialects.az.write([{ kind: "createVm", id, vm: reading.vm }], publicCloud) ?? "";
          accepted.push({ name, value, script, vm: reading.vm });
        } else {
          const [problem] = reading.problems;
          assert.ok(
            reading.problems.some(({ path }) => path === name),
            `${name} ${JSON.stringify(value)}: ${JSON.stringify(reading.problems)}`,
          );
          assert.ok((problem?.message ?? "").length > 10);
        }
      }
    });
    const runs = shellCalls(accepted.map(({ script }) => script));
    accepted.forEach(({ name, value }, index) => {
      const calls = runs[index] ?? [];
      assertTaken(calls, `${name} ${JSON.stringify(value)}`);
      const words = calls.flat();
      // In JSON a `=@` is written otherwise: az would take what follows for the name of a file.
      const inJson = JSON.stringify(value).slice(1, -1).replaceAll("=@", "=\\u0040");
      const carried = words.some((word) => word.includes(value) || word.includes(inJson));
      assert.ok(carried, `${name}: ${JSON.stringify(value)} is not in ${JSON.stringify(words)}`);
    });
  });
});

/** Every value that keeps its rule, in all steps that have words for az. */
function checkAccepted(
  accepted: readonly { readonly name: TargetName; readonly target: EnrollmentTarget }[],
): void {
  const steps = [1, 6, 8, 10] as const;
  const scripts = accepted.map(({ target }) => {
    let guids = 0;
    const enrollment = newEnrollment(
      {},
      new Date(0),
      () => `00000000-0000-4000-8000-${String(++guids).padStart(12, "0")}`,
    );
    return steps
      .map((step) => {
        const view = planView(step, enrollment, target, undefined, new Date(0));
        return stepText(step, "az", { enrollment, target: { ...target, flavour: "az" }, view }) ?? "";
      })
      .join("\n");
  });
  const runs = shellCalls(scripts);
  accepted.forEach(({ name, target }, index) => {
    const calls = runs[index] ?? [];
    assertTaken(calls, name);
    const connect = calls.find(([command, verb]) => command === "azcmagent" && verb === "connect") ?? [];
    assert.deepEqual(
      ["--tenant-id", "--subscription-id", "--resource-group", "--location", "--resource-name"].map((flag) =>
        wordAfter(connect, flag),
      ),
      [target.tenantId, target.subscriptionId, target.resourceGroup, target.location, target.arcMachineName],
    );
    const relay = calls.find(([, , , verb]) => verb === "assign-relay") ?? [];
    assert.deepEqual(
      [wordAfter(relay, "--name"), wordAfter(relay, "--resource-group")],
      [target.vmName, target.resourceGroup],
    );
    if (target.identity === "user") {
      const login = calls.find(([, verb]) => verb === "login") ?? [];
      assert.equal(wordAfter(login, "--resource-id"), target.userAssignedIdentityId);
    }
  });
}
