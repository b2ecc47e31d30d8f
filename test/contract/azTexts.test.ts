/**
 * Every text for Azure CLI that the product can write, split into words by real bash, and read as az reads it: `az networkcloud` by what
 * its commands take (`support/azArguments.ts`), everything else by the parser of azure-cli 2.45 itself (`support/azParse.py`).
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { publicCloud, usGovernmentCloud } from "../../src/arm/cloud";
import { requestOf, type AzureAction } from "../../src/enrollment/azureAction";
import { dialects } from "../../src/enrollment/dialects";
import { shellCalls, shellSecrets } from "./support/shellCalls";
import { azProblems } from "./support/azParser";
import { AzRefusal, readNetworkcloudCall } from "./support/azArguments";
import { createBody, withAzDefaults } from "./support/azBodies";
import { actionsOf, choices, type Choice } from "./support/stepChoices";
import { newVirtualMachine, virtualMachineId } from "./support/wishes";

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
      const { command, values } = readNetworkcloudCall(call);
      assert.equal(command, "virtualmachine assign-relay");
      assert.deepEqual(
        { machineId: values["machine_id"], relayType: values["relay_type"] },
        requestOf(actions[index] ?? assert.fail()).body,
      );
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
    refused(...create, "--tags", "a=b");
    refused(...create, "--ssh-public-keys", "[]");
    assert.equal(azProblems([["az", "role", "assignment", "crate"]]).length, 1);
  });
});

/** The calls of networkcloud, one an action. */
function callsOf(actions: readonly AzureAction[]): string[][] {
  const runs = shellCalls(actions.map((action) => dialects.az.write([action], publicCloud) ?? ""));
  return runs.map((calls) => calls.find(([, group]) => group === "networkcloud") ?? assert.fail("no call"));
}

function checkVms(actions: readonly AzureAction[]): void {
  callsOf(actions).forEach((call, index) => {
    const action = actions[index] ?? assert.fail();
    const { command, values } = readNetworkcloudCall(call);
    assert.equal(command, "virtualmachine create");
    const sent: unknown = JSON.parse(JSON.stringify(createBody(values)));
    assert.deepEqual(sent, withAzDefaults(bodyWithSecrets(action)));
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
