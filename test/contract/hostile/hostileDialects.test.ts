import assert from "node:assert/strict";
import fc from "fast-check";
import { publicCloud } from "../../../src/arm/cloud";
import { readObject, readObjects } from "../../../src/arm/decode";
import { requestOf, type AzureAction } from "../../../src/enrollment/actions/azureAction";
import { dialects } from "../../../src/enrollment/dialects";
import { hostileText } from "../../guestSimulator/hostileText";
import { readAazText } from "../azureCli/azArguments";
import { BicepParameter, readBicep } from "../templates/bicepReader";
import { hostileActions } from "./hostileActions";
import { readPowerShellCalls } from "./powerShellReader";
import { shellCalls, shellSecrets, wordAfter } from "./shellCalls";
import { readTemplate } from "../templates/templateReader";

const count = Number(process.env["NEXUS_ARC_HOSTILE_VALUES"] ?? 10_000);

/** Rounds of actions until `count` values were planted, all different ones. */
function plant(seed: number): AzureAction[][] {
  const values = fc.sample(hostileText, { numRuns: count + 100, seed });
  const rounds: AzureAction[][] = [];
  let at = 0;
  while (at < count) rounds.push(hostileActions(() => values[at++ % values.length] ?? ""));
  return rounds;
}

type Secrets = readonly [userData: unknown, networkData: unknown, password: unknown];

const sentSecrets: Secrets = [
  shellSecrets.ENCODED_USER_DATA,
  shellSecrets.ENCODED_NETWORK_DATA,
  shellSecrets.ACR_PASSWORD,
];

/** A request's body, with other words instead of its secrets. */
function bodyOf(action: AzureAction, ...secrets: Secrets): unknown {
  return withSecrets(JSON.parse(JSON.stringify(requestOf(action).body)), secrets);
}

function withSecrets(value: unknown, secrets: Secrets): unknown {
  const planted: unknown[] = ["c2VjcmV0LXVzZXItZGF0YQ==", "c2VjcmV0LW5ldHdvcms=", "the-password"];
  if (planted.includes(value)) return secrets[planted.indexOf(value)];
  if (Array.isArray(value)) return value.map((member: unknown) => withSecrets(member, secrets));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, member]: [string, unknown]) => [
    name,
    withSecrets(member, secrets),
  ]);
  return Object.fromEntries(members);
}

const write = (name: keyof typeof dialects, actions: readonly AzureAction[]): string =>
  dialects[name].write(actions, publicCloud) ?? assert.fail(`${name} cannot express`);

const creating = (actions: readonly AzureAction[]): AzureAction[] =>
  actions.filter(({ kind }) => kind !== "assignRelay");

describe(`${String(count)} hostile values in every name that a dialect writes`, function () {
  this.timeout(300_000);

  it("reach az in its arguments as they are", () => {
    const rounds = plant(1);
    const runs = shellCalls(rounds.map((actions) => write("az", actions)));
    assert.equal(runs.length, rounds.length);
    rounds.forEach((actions, round) => {
      const calls = (runs[round] ?? []).filter(([, verb]) => verb !== "extension");
      assert.equal(calls.length, actions.length);
      actions.forEach((action, index) => {
        checkAz(action, calls[index] ?? []);
      });
    });
  });

  it("reach Resource Manager by curl in the same path and body that the product sends", () => {
    const rounds = plant(2);
    const runs = shellCalls(rounds.map((actions) => write("rest", actions)));
    rounds.forEach((actions, round) => {
      const calls = runs[round] ?? [];
      assert.equal(calls.length, actions.length);
      actions.forEach((action, index) => {
        const call = calls[index] ?? [];
        const { method, path, apiVersion = "" } = requestOf(action);
        assert.equal(wordAfter(call, "--request"), method);
        const url = `${publicCloud.resourceManager}${path}?api-version=${apiVersion}`;
        assert.equal(wordAfter(call, "--url"), url);
        const body: unknown = JSON.parse(wordAfter(call, "--data-binary"));
        assert.deepEqual(body, bodyOf(action, ...sentSecrets));
      });
    });
  });

  it("stand in PowerShell's verbatim strings as they are", () => {
    for (const actions of plant(3)) {
      const calls = readPowerShellCalls(write("powershell", actions));
      assert.equal(calls.length, actions.length);
      actions.forEach((action, index) => {
        const { method, path, apiVersion = "" } = requestOf(action);
        const call = calls[index];
        assert.equal(call?.method, method);
        assert.equal(call.path, `${path}?api-version=${apiVersion}`);
        assert.deepEqual(
          JSON.parse(call.body),
          bodyOf(action, "<ENCODED_USER_DATA>", "<ENCODED_NETWORK_DATA>", "<ACR_PASSWORD>"),
        );
      });
    }
  });

  it("stand in Bicep's strings as they are", () => {
    for (const round of plant(4)) {
      const actions = creating(round);
      const file = readBicep(write("bicep", actions));
      assert.deepEqual(file.parameters, ["userDataContent", "networkDataContent", "registryPassword"]);
      assert.deepEqual(
        file.resources.map(({ body: { name: _, ...body } }) => body),
        actions.map((action) =>
          bodyOf(
            action,
            new BicepParameter("userDataContent"),
            new BicepParameter("networkDataContent"),
            new BicepParameter("registryPassword"),
          ),
        ),
      );
      const names = actions.map((action) => decodeURIComponent(requestOf(action).path.replace(/^.*\//, "")));
      assert.deepEqual(
        file.resources.map(({ body }) => body["name"]),
        names,
      );
    }
  });

  it("stand in an ARM template as texts, never as expressions", () => {
    for (const round of plant(5)) {
      const actions = creating(round);
      const template = readTemplate(write("arm", actions));
      assert.deepEqual([...template.parameters].sort(), [
        "networkDataContent",
        "registryPassword",
        "userDataContent",
      ]);
      assert.deepEqual(
        template.resources.map(({ type: _, apiVersion: __, name: ___, ...body }) => body),
        actions.map((action) =>
          bodyOf(
            action,
            { expression: "parameters('userDataContent')" },
            { expression: "parameters('networkDataContent')" },
            { expression: "parameters('registryPassword')" },
          ),
        ),
      );
    }
  });
});

describe("texts that an ARM template could take for expressions", () => {
  for (const text of [
    "[",
    "]",
    "[]",
    "[x",
    "x]",
    "[x]",
    "[[x]",
    "[[x",
    "[test] value",
    "[parameters('x')]",
  ]) {
    it(`keeps ${text}`, () => {
      const action: AzureAction = {
        kind: "createMachine",
        id: "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/g/providers/Microsoft.HybridCompute/machines/m",
        machine: { location: "eastus", clientPublicKey: text, vmId: "v" },
      };
      const [machine] = readTemplate(write("arm", [action])).resources;
      assert.equal(readObject(machine?.["properties"])["clientPublicKey"], text);
    });
  }
});

/** What `az` is told, by the options of its reference. */
function checkAz(action: AzureAction, call: readonly string[]): void {
  const at = (flag: string): string => wordAfter(call, flag);
  const text = (flag: string): string => readAazText(at(flag));
  const name = (id: string): string => id.slice(id.lastIndexOf("/") + 1);
  switch (action.kind) {
    case "createIdentity":
      assert.equal(at("--name"), name(action.id));
      assert.equal(at("--location"), action.identity.location);
      return;
    case "assignRole":
      assert.equal(at("--assignee-object-id"), action.assignment.principalId);
      assert.equal(at("--assignee-principal-type"), action.assignment.principalType);
      assert.equal(at("--role"), action.assignment.roleDefinitionId);
      assert.equal(at("--scope"), action.assignment.scope);
      return;
    case "createVm":
      checkAzVm(action, call);
      return;
    case "createRole":
    case "createMachine":
      assert.deepEqual(JSON.parse(at("--body")), bodyOf(action, ...sentSecrets));
      assert.ok(at("--uri").includes(requestOf(action).path));
      return;
    case "assignRelay":
      assert.equal(text("--name"), name(action.vmId));
      assert.equal(text("--machine-id"), action.relay.machineId);
      assert.equal(text("--relay-type"), action.relay.relayType);
  }
}

function checkAzVm({ id, vm }: Extract<AzureAction, { kind: "createVm" }>, call: readonly string[]): void {
  const at = (flag: string): string => readAazText(wordAfter(call, flag));
  const parsed = (flag: string): unknown => JSON.parse(wordAfter(call, flag));
  assert.equal(at("--name"), id.slice(id.lastIndexOf("/") + 1));
  assert.equal(at("--location"), vm.location);
  assert.deepEqual(parsed("--extended-location"), { name: vm.customLocation, type: "CustomLocation" });
  assert.equal(at("--admin-username"), vm.adminUsername);
  assert.deepEqual(parsed("--cloud-services-network-attachment"), {
    "attached-network-id": vm.cloudServicesNetworkId,
    "ip-allocation-method": "Dynamic",
  });
  assert.deepEqual(readObject(parsed("--storage-profile"))["volume-attachments"], vm.volumeAttachments);
  assert.equal(at("--vm-image"), vm.vmImage);
  assert.deepEqual(parsed("--mi-user-assigned"), vm.identity?.userAssigned);
  assert.deepEqual(
    readObjects(parsed("--network-attachments")).map((network) => [
      network["attached-network-id"],
      network["ipv4-address"],
      network["network-attachment-name"],
    ]),
    vm.networks?.map(({ networkId, ipv4Address, name }) => [networkId, ipv4Address, name]),
  );
  assert.deepEqual(
    readObjects(parsed("--placement-hints")).map((hint) => hint["resource-id"]),
    vm.placementHints?.map(({ resourceId }) => resourceId),
  );
  assert.equal(at("--boot-method"), vm.bootMethod);
  assert.equal(at("--vm-device-model"), vm.vmDeviceModel);
  assert.deepEqual(parsed("--console-extended-location"), {
    name: vm.consoleLocation,
    type: "CustomLocation",
  });
  assert.deepEqual(parsed("--ssh-key-values"), vm.sshPublicKeys);
  assert.deepEqual(parsed("--tags"), vm.tags);
  assert.deepEqual(parsed("--vm-image-repository-credentials"), {
    "registry-url": vm.vmImageCredentials?.registryUrl,
    username: vm.vmImageCredentials?.username,
    password: shellSecrets.ACR_PASSWORD,
  });
  assert.equal(at("--user-data-content"), shellSecrets.ENCODED_USER_DATA);
  assert.equal(at("--network-data-content"), shellSecrets.ENCODED_NETWORK_DATA);
}
