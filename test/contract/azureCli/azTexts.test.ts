/**
 * Every text for Azure CLI that the product can write, split into words by real bash, and read as az reads it: `az networkcloud` 4.x
 * and 5.x by what their commands take (`azArguments.ts`), everything else by the parser of azure-cli 2.45 itself (`azParse.py`).
 */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import fc from "fast-check";
import { publicCloud, usGovernmentCloud } from "../../../src/arm/cloud";
import { requestOf, type AzureAction } from "../../../src/enrollment/actions/azureAction";
import { dialects } from "../../../src/enrollment/dialects";
import { quoteForShell } from "../../../src/enrollment/dialects/quote";
import type { IdentitySpec } from "../../../src/arm/resources/resourceIdentity";
import { planIdentityChange, type IdentityChange } from "../../../src/identity/change";
import { changeDialects } from "../../../src/identity/changeDialects";
import { shellCalls, shellSecrets } from "../hostile/shellCalls";
import { azProblems } from "./azParser";
import { AzRefusal, extensionVersions, readNetworkcloudCall } from "./azArguments";
import { createBody, withAzDefaults } from "./azBodies";
import { actionsOf, choices, type Choice } from "../templates/stepChoices";
import { newVirtualMachine, virtualMachineId } from "../templates/requests";

const steps = [1, 2, 3, 7, 8] as const;
const seeded = (count: number): Choice[] => fc.sample(choices, count);

describe("the texts for Azure CLI", function () {
  this.timeout(300_000);

  it("of step 3 send our own body but for az's defaults, for 500 choices", () => {
    const actions = seeded(500).map((choice) => actionsOf(3, choice)[0] ?? assert.fail("no action"));
    checkVms(actions);
  });

  it("of a new VM with secrets send our own body, for 500 wishes", () => {
    const actions = fc
      .sample(fc.tuple(virtualMachineId, newVirtualMachine), 500)
      .map(([id, vm]): AzureAction => ({
        kind: "createVm",
        id,
        vm: { ...vm, vmImage: `r/${vm.adminUsername}` },
      }));
    checkVms(actions);
  });

  it("of step 8 name the machine and the relay, for 100 choices", () => {
    const actions = seeded(100).flatMap((choice) => actionsOf(8, choice));
    callsOf(actions).forEach((call, index) => {
      for (const version of extensionVersions) {
        const { command, values } = readNetworkcloudCall(call, version);
        assert.equal(command, "virtualmachine assign-relay");
        assert.deepEqual(
          { machineId: values["machine_id"], relayType: values["relay_type"] },
          requestOf(actions[index] ?? assert.fail()).body,
        );
      }
    });
  });

  it("of steps 1, 2 and 7 are taken by azure-cli 2.45, and so is the sign-in and the choice of a cloud", () => {
    const scripts = seeded(10).flatMap((choice) =>
      steps.flatMap((number) => {
        const actions = actionsOf(number, choice);
        const clouds = number === 1 ? [publicCloud, usGovernmentCloud] : [publicCloud];
        return actions.length === 0 ? [] : clouds.map((cloud) => dialects.az.write(actions, cloud) ?? "");
      }),
    );
    const calls = shellCalls(scripts)
      .flat()
      .filter(([, group]) => group !== "networkcloud");
    assert.deepEqual(azProblems(calls), []);
  });

  it("of a change of identities are taken by azure-cli 2.45", () => {
    const group = "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/-site";
    const [a, b] = ["a", "b"].map(
      (name) => `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`,
    );
    assert.ok(a !== undefined && b !== undefined);
    const holders = [
      { kind: "virtualMachine", id: `${group}/providers/Microsoft.Compute/virtualMachines/vm1` },
      { kind: "scaleSet", id: `${group}/providers/Microsoft.Compute/virtualMachineScaleSets/set1` },
    ] as const;
    const changes: readonly [IdentitySpec, IdentityChange][] = [
      [{ systemAssigned: false, userAssigned: [] }, { kind: "enableSystem" }],
      [{ systemAssigned: true, userAssigned: [a] }, { kind: "disableSystem" }],
      [{ systemAssigned: true, userAssigned: [] }, { kind: "disableSystem" }],
      [
        { systemAssigned: false, userAssigned: [] },
        { kind: "addUser", identityIds: [a, b] },
      ],
      [
        { systemAssigned: false, userAssigned: [a, b] },
        { kind: "removeUser", identityIds: [a] },
      ],
      [
        { systemAssigned: true, userAssigned: [a] },
        { kind: "removeUser", identityIds: [a] },
      ],
    ];
    const scripts = holders.flatMap((place) =>
      changes.map(([identity, change]) => {
        const holder = { ...place, name: "it", identity };
        const plan = planIdentityChange(holder, change);
        assert.ok(plan.kind === "change");
        return changeDialects.az.write(holder, plan, publicCloud);
      }),
    );
    const calls = shellCalls(scripts).flat();
    assert.equal(calls.length, scripts.length);
    assert.deepEqual(azProblems(calls), []);
  });

  it("put no secret on a command line", () => {
    const actions = fc
      .sample(fc.tuple(virtualMachineId, newVirtualMachine), 20)
      .map(([id, vm]): AzureAction => ({ kind: "createVm", id, vm }));
    for (const dialect of ["az", "rest"] as const) {
      const lines = commandLinesOf(dialects[dialect].write(actions, publicCloud) ?? "");
      assert.equal(lines.length, actions.length, dialect);
      for (const line of lines)
        for (const secret of Object.values(shellSecrets)) assert.ok(!line.includes(secret), line);
    }
  });

  it("assign a role again while Azure does not know it everywhere, and stop at any other answer", () => {
    const [choice] = seeded(1);
    assert.ok(choice !== undefined);
    const roles = actionsOf(2, { ...choice, enrollment: { ...choice.enrollment, relayRole: "custom" } });
    for (const dialect of ["az", "rest"] as const) {
      const text = dialects[dialect].write(roles.slice(-1), publicCloud) ?? "";
      assert.deepEqual(attemptsOf(text, "(RoleDefinitionDoesNotExist) The role does not exist."), [3, 0]);
      assert.deepEqual(attemptsOf(text, "(PrincipalNotFound) The principal does not exist."), [3, 0]);
      assert.deepEqual(attemptsOf(text, "(AuthorizationFailed) You may not."), [1, 1]);
    }
  });

  it("are refused by these readers where they are wrong", () => {
    const refused = (...words: string[]): void => {
      assert.throws(() => readNetworkcloudCall(["az", "networkcloud", ...words]), AzRefusal, words.join(" "));
    };
    const show = ["virtualmachine", "show", "--name", "vm1", "--resource-group", "g"];
    readNetworkcloudCall(["az", "networkcloud", ...show]);
    refused(...show, "--nmae", "x");
    refused("virtualmachine", "show", "--name", "my-vm", "--resource-group", "g");
    refused("virtualmachine", "shwo", "--name", "vm1");
    const [az, group, ...create] = callsOf(seeded(1).flatMap((choice) => actionsOf(3, choice)))[0] ?? [];
    assert.deepEqual([az, group], ["az", "networkcloud"]);
    const changed = (option: string, ...words: string[]): string[] =>
      create.flatMap((word, index) =>
        word === option ? [word, ...words] : create[index - 1] === option ? [] : [word],
      );
    refused(...changed("--storage-profile", '{"create-option":"Ephemeral","diskSize":64}'));
    refused(...changed("--storage-profile", "disk-size=64"));
    refused(...changed("--location", "@/etc/passwd"));
    refused(...changed("--vm-image", "null"));
    const wrongType = changed("--extended-location", '{"name":"x","type":"customlocations"}');
    readNetworkcloudCall(["az", "networkcloud", ...wrongType], "4.x");
    assert.throws(() => readNetworkcloudCall(["az", "networkcloud", ...wrongType], "5.x"), AzRefusal);
    refused(...create, "--tags", "a=b");
    refused(...create, "--ssh-public-keys", "[]");
    assert.equal(azProblems([["az", "role", "assignment", "crate"]]).length, 1);
  });
});

/** What a process list shows of each call of az or curl. */
function commandLinesOf(script: string): string[] {
  const stubs = `
    line() { printf '%s ' "$@" >&9; printf '\\0' >&9; }
    az() { case $1 in extension | account) ;; *) line az "$@" ;; esac; }
    curl() { line curl "$@"; }`;
  const output = execFileSync("bash", ["-c", `exec 9>&1 >/dev/null\n${stubs}\n${script}`], {
    env: { ...process.env, ...shellSecrets },
    maxBuffer: 1 << 26,
  });
  return output.toString().split("\0").slice(0, -1);
}

/** How often a script calls az or curl, which fail twice with this answer, and its exit code. Pauses pass at once. */
function attemptsOf(script: string, answer: string): [calls: number, code: number] {
  const stubs = `
    calls=$(mktemp)
    attempt() { echo >>"$calls"; (($(wc -l <"$calls") > 2)) || { echo ${quoteForShell(answer)} >&2; return 1; }; }
    az() { [ "$1" = account ] || attempt; }
    curl() { attempt; }
    sleep() { :; }`;
  const end = 'code=$?; wc -l <"$calls"; rm "$calls"; exit $code';
  const { stdout, status } = spawnSync("bash", ["-c", `${stubs}\ntrap '${end}' EXIT\n${script}`], {
    encoding: "utf8",
    env: { ...process.env, ...shellSecrets },
  });
  return [Number(stdout.trim().split("\n").at(-1)), status ?? -1];
}

/** The calls of networkcloud, one an action. */
function callsOf(actions: readonly AzureAction[]): string[][] {
  const runs = shellCalls(actions.map((action) => dialects.az.write([action], publicCloud) ?? ""));
  return runs.map((calls) => calls.find(([, group]) => group === "networkcloud") ?? assert.fail("no call"));
}

function checkVms(actions: readonly AzureAction[]): void {
  callsOf(actions).forEach((call, index) => {
    const action = actions[index] ?? assert.fail();
    for (const version of extensionVersions) {
      const { command, values } = readNetworkcloudCall(call, version);
      assert.equal(command, "virtualmachine create");
      const sent: unknown = JSON.parse(JSON.stringify(createBody(values)));
      assert.deepEqual(sent, withAzDefaults(bodyWithSecrets(action)), version);
    }
    assert.ok(!call.includes(requestOf(action).path), "no id where a name belongs");
  });
}

/** What the product sends where the environment of the script holds the secrets. */
function bodyWithSecrets(action: AzureAction): unknown {
  if (action.kind !== "createVm") return requestOf(action).body;
  const { vm } = action;
  const body = requestOf({
    ...action,
    vm: {
      ...vm,
      ...(vm.userDataContent !== undefined && { userDataContent: shellSecrets.ENCODED_USER_DATA }),
      ...(vm.networkDataContent !== undefined && { networkDataContent: shellSecrets.ENCODED_NETWORK_DATA }),
      ...(vm.vmImageCredentials !== undefined && {
        vmImageCredentials: { ...vm.vmImageCredentials, password: shellSecrets.ACR_PASSWORD },
      }),
    },
  }).body;
  return JSON.parse(JSON.stringify(body));
}
