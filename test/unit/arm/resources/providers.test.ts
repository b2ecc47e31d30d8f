/** The providers' functions through the whole pipeline, against the practice cloud. */
import assert from "node:assert/strict";
import {
  deleteRoleAssignment,
  findRoleDefinition,
  listPermissions,
  listRoleAssignments,
  listRoleDefinitions,
  putRoleAssignment,
} from "../../../../src/arm/resources/authorization/authorization";
import type { ArmClient } from "../../../../src/arm/client";
import { practiceCloud } from "../../../../src/arm/cloud";
import {
  getCloudServicesNetwork,
  listCloudServicesNetworks,
} from "../../../../src/arm/resources/networkCloud/cloudServicesNetwork";
import { beginUpdateCloudServicesNetwork } from "../../../../src/arm/operations/cloudServicesNetworkOperations";
import { ArmError } from "../../../../src/arm/errors";
import { deleteMachine, getMachine, listMachines } from "../../../../src/arm/resources/arc/hybridCompute";
import {
  deleteEndpoint,
  getEndpoint,
  getRelayInfo,
  putEndpoint,
} from "../../../../src/arm/resources/arc/hybridConnectivity";
import { loadInventory } from "../../../../src/arm/inventory/inventory";
import {
  decodeUserAssignedIdentity,
  deleteUserAssignedIdentity,
  getUserAssignedIdentity,
  listUserAssignedIdentities,
  type UserAssignedIdentity,
} from "../../../../src/arm/resources/managedIdentity";
import {
  getVirtualMachine,
  listVirtualMachines,
} from "../../../../src/arm/resources/networkCloud/networkCloud";
import { createOperations } from "../../../../src/arm/operations/operation";
import { memoryOperationStore } from "../../../../src/arm/operations/operationStore";
import { effectivePermissions, isAllowed } from "../../../../src/arm/resources/authorization/permissions";
import { createArmClient } from "../../../../src/arm/http/pipeline";
import {
  getResourceProvider,
  registerResourceProvider,
} from "../../../../src/arm/resources/resourceProviders";
import { listSubscriptions, listTenants } from "../../../../src/arm/inventory/subscriptions";
import {
  beginAssignRelay,
  beginPowerOff,
  beginStart,
  beginUpdateIdentity,
} from "../../../../src/arm/operations/virtualMachineOperations";
import { sendShortAction } from "../../../../src/enrollment/actions/sendAction";
import { ManualClock } from "../../../../src/practice/state/clock";
import { createPracticeCloud, type PracticeCloud } from "../../../../src/practice/cloud";
import { practiceCredential, practiceHttpClient } from "../../../../src/practice/http/transport";

const subscription = "11111111-aaaa-4bbb-8ccc-000000000001";
const group = `/subscriptions/${subscription}/resourceGroups/core-london`;
const vmId = `${group}/providers/Microsoft.NetworkCloud/virtualMachines/amf01`;
const machineId = `${group}/providers/Microsoft.HybridCompute/machines/amf01`;
const scope = { subscriptionId: subscription };

describe("providers against the practice cloud", () => {
  let cloud: PracticeCloud;
  let client: ArmClient;
  const putIdentity = async (id: string): Promise<UserAssignedIdentity> => {
    const action = { kind: "createIdentity", id, identity: { location: "uksouth" } } as const;
    return decodeUserAssignedIdentity(await sendShortAction(client, action));
  };
  let clock: ManualClock;
  beforeEach(() => {
    clock = new ManualClock();
    cloud = createPracticeCloud({ clock });
    client = createArmClient({
      cloud: practiceCloud,
      credential: practiceCredential(cloud),
      httpClient: practiceHttpClient(cloud),
      clock,
    });
  });

  async function kindOf(work: Promise<unknown>): Promise<string> {
    try {
      await work;
      return "none";
    } catch (error) {
      return error instanceof ArmError ? error.kind : String(error);
    }
  }

  it("list and get VMs, machines and networks of a subscription and of a group", async () => {
    const vms = await listVirtualMachines(client, scope);
    const inGroup = await listVirtualMachines(client, { ...scope, resourceGroup: "core-london" });
    assert.ok(vms.length > inGroup.length && inGroup.length > 0);
    const vm = await getVirtualMachine(client, vmId);
    assert.deepEqual([vm.name, vm.powerState, vm.resourceGroup], ["amf01", "On", "core-london"]);
    const machines = await listMachines(client, scope);
    const machine = await getMachine(client, machineId);
    assert.deepEqual(
      machines.find(({ id }) => id === machine.id),
      machine,
    );
    const [network] = await listCloudServicesNetworks(client, scope);
    assert.ok(network !== undefined && network.enabledEgressEndpoints.length > 0);
    assert.deepEqual((await getCloudServicesNetwork(client, network.id)).raw, network.raw);
  });

  it("read the same rows for the inventory as from the lists", async () => {
    const inventory = await loadInventory(client);
    assert.equal(inventory.source, "graph");
    for (const { id } of inventory.subscriptions) {
      const vms = await listVirtualMachines(client, { subscriptionId: id });
      const machines = await listMachines(client, { subscriptionId: id });
      for (const vm of vms) {
        const row = inventory.virtualMachines.find((candidate) => candidate.id === vm.id);
        assert.deepEqual({ ...vm, ...row }, vm);
      }
      for (const machine of machines) {
        const row = inventory.machines.find((candidate) => candidate.id === machine.id);
        assert.deepEqual({ ...machine, ...row }, machine);
      }
      assert.equal(inventory.virtualMachines.filter((row) => row.subscriptionId === id).length, vms.length);
    }
  });

  it("create a machine ahead of its agent, and delete it, also twice", async () => {
    const id = `${group}/providers/Microsoft.HybridCompute/machines/new-machine`;
    const vmId = "0b1f2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";
    const machine = { location: "uksouth", clientPublicKey: "TUlJQg==", vmId };
    await sendShortAction(client, { kind: "createMachine", id, machine });
    assert.equal((await getMachine(client, id)).vmId, vmId);
    await deleteMachine(client, id);
    await deleteMachine(client, id);
    assert.equal(await kindOf(getMachine(client, id)), "notFound");
  });

  it("stop the SDK's request when the caller stops", async () => {
    const signal = AbortSignal.abort();
    assert.equal(await kindOf(listMachines(client, scope, signal)), "aborted");
  });

  it("refuse an id of another type before anything is sent", async () => {
    await assert.rejects(getMachine(client, vmId), { name: "ResourceIdError" });
    await assert.rejects(getVirtualMachine(client, "https://evil.example/x"), { name: "ResourceIdError" });
  });

  it("make, read and remove an endpoint, and never hand out the relay's secrets", async () => {
    await putEndpoint(client, machineId);
    const endpoint = await getEndpoint(client, machineId);
    assert.equal(endpoint.endpointType, "default");
    const relay = await getRelayInfo(client, machineId);
    assert.ok(relay.namespaceName !== undefined);
    assert.deepEqual(Object.keys(relay).sort(), [
      "expiresOn",
      "hybridConnectionName",
      "namespaceName",
      "namespaceNameSuffix",
    ]);
    await deleteEndpoint(client, machineId);
    assert.equal(await kindOf(getEndpoint(client, machineId)), "notFound");
  });

  it("make, list and remove a user-assigned identity", async () => {
    const id = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/fresh`;
    const made = await putIdentity(id);
    assert.match(made.principalId ?? "", /^[0-9a-f-]{36}$/);
    assert.deepEqual((await getUserAssignedIdentity(client, id)).principalId, made.principalId);
    assert.ok((await listUserAssignedIdentities(client, scope)).some(({ name }) => name === "fresh"));
    await deleteUserAssignedIdentity(client, id);
    assert.equal(await kindOf(getUserAssignedIdentity(client, id)), "notFound");
  });

  it("give a role once, by its name, and find what it allows", async () => {
    const id = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/fresh`;
    const { principalId = "" } = await putIdentity(id);
    const role = await findRoleDefinition(client, group, "HybridCompute Machine ListAccessDetails Action");
    assert.ok(role !== undefined);
    assert.match(role.roleName, /^HybridCompute Machine ListAccessDetails Action/);
    const request = {
      scope: group,
      roleDefinitionId: role.id,
      principalId,
      principalType: "ServicePrincipal",
    } as const;
    const first = await putRoleAssignment(client, request);
    const second = await putRoleAssignment(client, request);
    assert.equal(second.id, first.id);
    const assignments = await listRoleAssignments(client, group, principalId);
    assert.equal(assignments.length, 1);
    const rights = effectivePermissions(
      assignments,
      await listRoleDefinitions(client, group),
      [principalId],
      machineId,
    );
    assert.equal(isAllowed(rights, "Microsoft.HybridCompute/machines/listAccessDetails/action"), true);
    assert.equal(isAllowed(rights, "Microsoft.HybridCompute/machines/delete"), false);
    await deleteRoleAssignment(client, first.id);
    assert.deepEqual(await listRoleAssignments(client, group, principalId), []);
  });

  it("tell what the signed-in user may do", async () => {
    const rights = await listPermissions(client, group);
    assert.equal(isAllowed(rights, "Microsoft.NetworkCloud/virtualMachines/assignRelay/action"), true);
  });

  it("read and ask for provider registration", async () => {
    const before = await getResourceProvider(client, subscription, "Microsoft.HybridCompute");
    assert.equal(before.namespace, "Microsoft.HybridCompute");
    const after = await registerResourceProvider(client, subscription, "Microsoft.GuestConfiguration");
    assert.match(after.registrationState ?? "", /^Register/);
  });

  it("list tenants and subscriptions", async () => {
    assert.ok((await listTenants(client)).length > 0);
    const [first] = await listSubscriptions(client, { tenantId: cloud.user.tenantId });
    assert.equal(first?.signInTenantId, cloud.user.tenantId);
  });

  it("run operations to their end", async () => {
    const operations = createOperations({ client, store: memoryOperationStore(), clock });
    const run = async (record: { readonly id: string }): Promise<string> =>
      (await operations.watch(record.id)).state;
    assert.equal(
      await run(await beginAssignRelay(operations, vmId, { machineId, relayType: "Platform" })),
      "succeeded",
    );
    assert.equal(await run(await beginPowerOff(operations, vmId)), "succeeded");
    assert.equal((await getVirtualMachine(client, vmId)).powerState, "Off");
    assert.equal(await run(await beginStart(operations, vmId)), "succeeded");
    assert.equal((await getVirtualMachine(client, vmId)).powerState, "On");
    const identity = { systemAssigned: true, userAssigned: [] };
    assert.equal(await run(await beginUpdateIdentity(operations, vmId, identity)), "succeeded");
    assert.deepEqual((await getVirtualMachine(client, vmId)).identity.kinds, ["SystemAssigned"]);
    const [network] = await listCloudServicesNetworks(client, scope);
    const change = {
      additionalEgressEndpoints: [{ category: "apt", endpoints: [{ domainName: ".ubuntu.com", port: 80 }] }],
    };
    assert.equal(
      await run(await beginUpdateCloudServicesNetwork(operations, network?.id ?? "", change)),
      "succeeded",
    );
    const changed = await getCloudServicesNetwork(client, network?.id ?? "");
    assert.deepEqual(
      changed.additionalEgressEndpoints.map(({ domainName }) => domainName),
      [".ubuntu.com"],
    );
  });
});
