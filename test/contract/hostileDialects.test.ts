import assert from "node:assert/strict";
import fc from "fast-check";
import { publicCloud } from "../../src/arm/cloud";
import { readObject, readObjects } from "../../src/arm/decode";
import { requestOf, type AzureAction } from "../../src/enrollment/azureAction";
import { dialects } from "../../src/enrollment/dialects";
import { hostileText } from "../standin/hostileText";
import { BicepParameter, readBicep } from "./support/bicepReader";
import { hostileActions } from "./support/hostileActions";
import { readPowerShellCalls } from "./support/powerShellReader";
import { shellCalls, wordAfter } from "./support/shellCalls";
import { readTemplate } from "./support/templateReader";

const count = Number(process.env["NEXUS_ARC_HOSTILE_VALUES"] ?? 10_000);

/** Rounds of actions until `count` values were planted, all different ones. */
function plant(seed: number): AzureAction[][] {
  const values = fc.sample(hostileText, { numRuns: count + 100, seed });
  const rounds: AzureAction[][] = [];
  let at = 0;
  while (at < count) rounds.push(hostileActions(() => values[at++ % values.length] ?? ""));
  return rounds;
}

/** A request's body, with other words in place of its two secrets. */
function bodyOf(action: AzureAction, userData: unknown, password: unknown): unknown {
  return withSecrets(JSON.parse(JSON.stringify(requestOf(action).body)), userData, password);
}

function withSecrets(value: unknown, userData: unknown, password: unknown): unknown {
  if (value === "c2VjcmV0LXVzZXItZGF0YQ==") return userData;
  if (value === "the-password") return password;
  if (Array.isArray(value)) return value.map((member: unknown) => withSecrets(member, userData, password));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, member]: [string, unknown]) => [
    name,
    withSecrets(member, userData, password),
  ]);
  return Object.fromEntries(members);
}

const write = (name: keyof typeof dialects, actions: readonly AzureAction[]): string =>
  dialects[name].write(actions, publicCloud) ?? assert.fail(`${name} has no words`);

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
        assert.deepEqual(body, bodyOf(action, "MARK-DATA", "MARK-PASSWORD"));
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
        assert.deepEqual(JSON.parse(call.body), bodyOf(action, "<ENCODED_USER_DATA>", "<ACR_PASSWORD>"));
      });
    }
  });

  it("stand in Bicep's strings as they are", () => {
    for (const round of plant(4)) {
      const actions = creating(round);
      const file = readBicep(write("bicep", actions));
      assert.deepEqual(file.parameters, ["userDataContent", "registryPassword"]);
      assert.deepEqual(
        file.resources.map(({ body: { name: _, ...body } }) => body),
        actions.map((action) =>
          bodyOf(action, new BicepParameter("userDataContent"), new BicepParameter("registryPassword")),
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
      assert.deepEqual([...template.parameters].sort(), ["registryPassword", "userDataContent"]);
      assert.deepEqual(
        template.resources.map(({ type: _, apiVersion: __, name: ___, ...body }) => body),
        actions.map((action) =>
          bodyOf(
            action,
            { expression: "parameters('userDataContent')" },
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

/** What `az` is told, by the flags of its reference. */
function checkAz(action: AzureAction, call: readonly string[]): void {
  const at = (flag: string): string => wordAfter(call, flag);
  const json = (flag: string): Record<string, unknown> => ({ ...readObject(JSON.parse(at(flag))) });
  const name = (id: string): string => id.slice(id.lastIndexOf("/") + 1);
  switch (action.kind) {
    case "createIdentity":
      assert.equal(at("--name"), name(action.id));
      assert.equal(at("--location"), action.identity.location);
      return;
    case "createRole": {
      const role = json("--role-definition");
      assert.deepEqual(
        [role["Name"], role["Description"], role["Actions"]],
        [action.role.name, action.role.description, action.role.actions],
      );
      return;
    }
    case "assignRole":
      assert.equal(at("--assignee-object-id"), action.assignment.principalId);
      return;
    case "createVm":
      checkAzVm(action, call);
      return;
    case "createMachine":
      assert.deepEqual(JSON.parse(at("--body")), bodyOf(action, "", ""));
      assert.ok(at("--uri").includes(requestOf(action).path));
      return;
    case "assignRelay":
      assert.equal(at("--name"), name(action.vmId));
      assert.equal(at("--machine-id"), action.relay.machineId);
      assert.equal(at("--relay-type"), action.relay.relayType);
  }
}

function checkAzVm({ id, vm }: Extract<AzureAction, { kind: "createVm" }>, call: readonly string[]): void {
  const at = (flag: string): string => wordAfter(call, flag);
  const parsed = (flag: string): unknown => JSON.parse(at(flag));
  assert.equal(at("--name"), id.slice(id.lastIndexOf("/") + 1));
  assert.equal(at("--location"), vm.location);
  assert.deepEqual(parsed("--extended-location"), { name: vm.customLocation, type: "CustomLocation" });
  assert.equal(at("--admin-username"), vm.adminUsername);
  assert.deepEqual(parsed("--cloud-services-network-attachment"), {
    attachedNetworkId: vm.cloudServicesNetworkId,
    ipAllocationMethod: "Dynamic",
  });
  assert.deepEqual(readObject(parsed("--storage-profile"))["volumeAttachments"], vm.volumeAttachments);
  assert.equal(at("--vm-image"), vm.vmImage);
  assert.equal(at("--mi-user-assigned"), vm.identity?.userAssigned[0]);
  assert.deepEqual(
    readObjects(parsed("--network-attachments")).map((network) => [
      network["attachedNetworkId"],
      network["ipv4Address"],
      network["networkAttachmentName"],
    ]),
    vm.networks?.map(({ networkId, ipv4Address, name }) => [networkId, ipv4Address, name]),
  );
  assert.deepEqual(parsed("--placement-hints"), vm.placementHints);
  assert.equal(at("--boot-method"), vm.bootMethod);
  assert.equal(at("--vm-device-model"), vm.vmDeviceModel);
  assert.deepEqual(parsed("--console-extended-location"), {
    name: vm.consoleLocation,
    type: "CustomLocation",
  });
  const keys = call.indexOf("--ssh-key-values") + 1;
  assert.deepEqual(call.slice(keys, keys + 2), vm.sshPublicKeys);
  assert.deepEqual(parsed("--tags"), vm.tags);
  const credentials = call.indexOf("--vm-image-repository-credentials") + 1;
  assert.deepEqual(call.slice(credentials, credentials + 3), [
    `registry-url=${vm.vmImageCredentials?.registryUrl ?? ""}`,
    `username=${vm.vmImageCredentials?.username ?? ""}`,
    "password=MARK-PASSWORD",
  ]);
  assert.equal(at("--user-data-content"), "MARK-DATA");
}
