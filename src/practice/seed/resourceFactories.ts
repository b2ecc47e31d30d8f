import { agentReport, shapedPublicKey } from "../arc/agent";
import { machineType } from "../arc/hybridCompute";
import type { JsonObject } from "../state/json";
import { hostFor, macAddress, sum } from "../networkCloud/location";
import { withProperties, type Resource } from "../state/resource";
import { newEtag } from "../engine/tracked";
import { timestamp, type World } from "../state/world";
import { olderData } from "./baseline";
import type { Site } from "./site";

/** How a seeded VM stands, in the service's own words; anything else than these defaults is a deviation. */
export interface MachineState {
  readonly provisioningState?: string;
  readonly detailedStatus?: string;
  readonly detailedStatusMessage?: string;
  readonly powerState?: string;
}

export interface VirtualMachineInput {
  readonly name: string;
  readonly state?: MachineState;
  readonly identity?: "none" | "system" | "both" | { readonly user: Resource };
  readonly both?: Resource;
  readonly tags?: JsonObject;
  readonly days?: number;
}

/** A user-assigned identity with its service principal. */
export function addUserIdentity(world: World, site: Site, name: string): Resource {
  const principalId = world.random.guid();
  const clientId = world.random.guid();
  const identity: Resource = {
    id: `/subscriptions/${site.subscription}/resourcegroups/${site.group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`,
    name,
    type: "Microsoft.ManagedIdentity/userAssignedIdentities",
    location: site.location,
    tags: {},
    properties: { tenantId: site.tenantId, principalId, clientId },
  };
  world.store.put(identity);
  world.directory.add({
    objectId: principalId,
    tenantId: site.tenantId,
    name,
    kind: "managedIdentity",
    clientId,
    resourceId: identity.id,
    createdAt: world.now() - 86_400_000,
  });
  return identity;
}

const storageProfile: JsonObject = {
  osDisk: { createOption: "Ephemeral", deleteOption: "Delete", diskSizeGB: 64 },
};

/** A VM that stands already. */
export function addVirtualMachine(world: World, site: Site, input: VirtualMachineInput): Resource {
  const id = `/subscriptions/${site.subscription}/resourceGroups/${site.group}/providers/Microsoft.NetworkCloud/virtualMachines/${input.name}`;
  const number = String(8 + (sum(input.name) % 200));
  const identity = identityFor(world, site, id, input);
  const bare: Resource = {
    id,
    name: input.name,
    type: "microsoft.networkcloud/virtualmachines",
    location: site.location,
    extendedLocation: site.extendedLocation,
    tags: input.tags ?? {},
    ...(identity !== undefined && { identity }),
    systemData: olderData(world, input.days ?? 30),
    etag: newEtag(world),
    properties: {},
    hidden: { createdIdentity: identity ?? null },
  };
  const machine = withProperties(bare, {
    provisioningState: "Succeeded",
    adminUsername: "clouduser",
    bootMethod: "UEFI",
    cloudServicesNetworkAttachment: {
      attachedNetworkId: site.cloudServicesNetwork,
      ipAllocationMethod: "Dynamic",
      defaultGateway: "False",
      macAddress: macAddress(world),
      networkAttachmentName: "cloudservices",
      ipv4Address: `169.254.8.${number}`,
    },
    cpuCores: 4,
    memorySizeGB: 8,
    networkAttachments: [
      {
        attachedNetworkId: site.l3Network,
        defaultGateway: "True",
        ipAllocationMethod: "Dynamic",
        ipv4Address: `10.4.8.${number}`,
        macAddress: macAddress(world),
        networkAttachmentName: "eth0",
      },
    ],
    placementHints: [],
    sshPublicKeys: [],
    storageProfile,
    vmDeviceModel: "T2",
    vmImage: "practiceacr.azurecr.io/ubuntu:24.04",
    virtioInterface: "Modern",
    isolateEmulatorThread: "True",
    clusterId: site.cluster,
    powerState: "On",
    detailedStatus: "Running",
    detailedStatusMessage: "Running - virtual machine is running.",
    bareMetalMachineId: hostFor(bare),
    ...input.state,
  });
  world.store.put(machine);
  return machine;
}

function identityFor(
  world: World,
  site: Site,
  id: string,
  input: VirtualMachineInput,
): JsonObject | undefined {
  const choice = input.identity ?? "system";
  if (choice === "none") return undefined;
  const user = typeof choice === "object" ? choice.user : choice === "both" ? input.both : undefined;
  const system =
    choice === "system" || choice === "both"
      ? { principalId: world.random.guid(), tenantId: site.tenantId }
      : undefined;
  if (system !== undefined)
    world.directory.add({
      objectId: system.principalId,
      tenantId: site.tenantId,
      name: input.name,
      kind: "managedIdentity",
      clientId: world.random.guid(),
      resourceId: id,
      createdAt: world.now() - 86_400_000,
    });
  const type =
    system === undefined
      ? "UserAssigned"
      : user === undefined
        ? "SystemAssigned"
        : "SystemAssigned, UserAssigned";
  return {
    ...system,
    type,
    ...(user !== undefined && {
      userAssignedIdentities: {
        [user.id]: {
          clientId: user.properties["clientId"],
          principalId: user.properties["principalId"],
        },
      },
    }),
  };
}

export interface ArcMachineInput {
  readonly name: string;
  readonly status: string;
  /** Hours since the status changed. */
  readonly hours?: number;
  readonly properties?: JsonObject;
  /** The Nexus VM that it is the machine of. */
  readonly of?: Resource;
  readonly relay?: "Platform" | "Public";
}

/** An Arc machine; one that has never connected reports nothing but its name, id and key. */
export function addArcMachine(world: World, site: Site, input: ArcMachineInput): Resource {
  const changedAt = world.now() - (input.hours ?? 3) * 3_600_000;
  const id = `/subscriptions/${site.subscription}/resourceGroups/${site.group}/providers/Microsoft.HybridCompute/machines/${input.name}`;
  const vmUuid = world.random.guid();
  const onboarding = {
    vmId: world.random.guid(),
    clientPublicKey: shapedPublicKey(world.random),
    provisioningState: "Succeeded",
  };
  const report =
    input.status === "AwaitingConnection"
      ? { displayName: input.name, errorDetails: [], lastStatusChange: timestamp(changedAt) }
      : agentReport({
          name: input.name,
          vmUuid,
          address: `10.4.8.${String(8 + (sum(input.name) % 200))}`,
          cores: 4,
          memoryGB: 8,
          changedAt,
        });
  const machine: Resource = {
    id,
    name: input.name,
    type: machineType,
    location: site.location,
    tags: {},
    identity: { type: "SystemAssigned", principalId: world.random.guid(), tenantId: site.tenantId },
    systemData: olderData(world, 20),
    properties: { ...report, ...onboarding, status: input.status, ...input.properties },
    hidden: {
      ...(input.of !== undefined && { virtualMachine: input.of.id }),
      ...(input.relay !== undefined && { relayType: input.relay }),
    },
  };
  world.store.put(machine);
  if (input.of !== undefined)
    world.store.put({ ...input.of, hidden: { ...input.of.hidden, arcMachine: id } });
  if (input.relay !== undefined)
    world.store.put({
      id: `${id}/providers/Microsoft.HybridConnectivity/endpoints/default`,
      name: "default",
      type: "Microsoft.HybridConnectivity/endpoints",
      properties: { type: "default", provisioningState: "Succeeded" },
    });
  return machine;
}
