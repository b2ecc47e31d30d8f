/** Everything that a user of the product can ask for, for fast-check. */
import fc from "fast-check";
import type { NewRoleAssignment } from "../../../src/arm/resources/authorization/authorization";
import type {
  CloudServicesNetworkChange,
  NewCloudServicesNetwork,
} from "../../../src/arm/resources/networkCloud/cloudServicesNetwork";
import type { NewMachine } from "../../../src/arm/resources/arc/hybridCompute";
import type { NewUserAssignedIdentity } from "../../../src/arm/resources/managedIdentity";
import type { RelayAssignment } from "../../../src/arm/resources/networkCloud/networkCloud";
import type { IdentitySpec } from "../../../src/arm/resources/resourceIdentity";
import type {
  NetworkAttachmentSpec,
  NewVirtualMachine,
  PlacementHint,
  VirtualMachineChange,
} from "../../../src/arm/resources/networkCloud/virtualMachineBody";

/** Any text, but none in square brackets: in a template, and only there, that would be an expression. */
export const text = fc.string({ unit: "grapheme" }).filter((value) => !/^\[.*\]$/s.test(value));
const filled = fc.string({ unit: "grapheme", minLength: 1 }).filter((value) => !/^\[.*\]$/s.test(value));
const guid = fc.uuid();
const group = fc.stringMatching(/^[a-zA-Z0-9_-]{1,20}$/);
const resourceName = fc.stringMatching(/^[a-zA-Z0-9-]{1,40}$/);
const base64 = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes).toString("base64"));
const tags = fc.dictionary(filled, text, { maxKeys: 5 });

/** ARM ids of a type. */
export function idOf(type: string, name: fc.Arbitrary<string> = resourceName): fc.Arbitrary<string> {
  return fc
    .tuple(guid, group, name)
    .map(
      ([subscription, rg, last]) =>
        `/subscriptions/${subscription}/resourceGroups/${rg}/providers/${type}/${last}`,
    );
}

export const virtualMachineId = idOf(
  "Microsoft.NetworkCloud/virtualMachines",
  fc.stringMatching(/^[a-zA-Z0-9]{2,64}$/),
);
export const machineId = idOf(
  "Microsoft.HybridCompute/machines",
  fc.stringMatching(/^[a-zA-Z0-9_.-]{0,53}[a-zA-Z0-9_-]$/),
);
export const identityId = idOf(
  "Microsoft.ManagedIdentity/userAssignedIdentities",
  fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9_-]{2,60}$/),
);
const customLocation = idOf("Microsoft.ExtendedLocation/customLocations");

/** Fields that may be left out. */
function optional<T extends Record<string, unknown>>(fields: {
  [Key in keyof T]: fc.Arbitrary<T[Key]>;
}): fc.Arbitrary<Partial<T>> {
  return fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;
}

function together<A extends object, B extends object>(
  left: fc.Arbitrary<A>,
  right: fc.Arbitrary<B>,
): fc.Arbitrary<A & B> {
  return fc.tuple(left, right).map(([a, b]) => ({ ...a, ...b }));
}

export const identityRequest: fc.Arbitrary<IdentitySpec> = fc.record({
  systemAssigned: fc.boolean(),
  userAssigned: fc.array(identityId, { maxLength: 3 }),
});

const credentials = fc.record({ registryUrl: text, username: filled, password: filled });

const network: fc.Arbitrary<NetworkAttachmentSpec> = together(
  fc.record({
    networkId: idOf("Microsoft.NetworkCloud/l3Networks"),
    ipAllocationMethod: fc.constantFrom("Dynamic" as const, "Static" as const, "Disabled" as const),
  }),
  optional({
    defaultGateway: fc.boolean(),
    ipv4Address: fc.ipV4(),
    ipv6Address: fc.ipV6(),
    name: fc.stringMatching(/^[a-z0-9]{1,15}$/),
  }),
);

const hint: fc.Arbitrary<PlacementHint> = fc.record({
  hintType: fc.constantFrom("Affinity" as const, "AntiAffinity" as const),
  resourceId: idOf("Microsoft.NetworkCloud/racks"),
  schedulingExecution: fc.constantFrom("Hard" as const, "Soft" as const),
  scope: fc.constantFrom("Machine" as const, "Rack" as const),
});

export const newVirtualMachine: fc.Arbitrary<NewVirtualMachine> = together(
  fc.record({
    location: filled,
    customLocation,
    adminUsername: fc.stringMatching(/^[a-z_][a-z0-9_]{0,31}$/),
    cloudServicesNetworkId: idOf("Microsoft.NetworkCloud/cloudServicesNetworks"),
    cpuCores: fc.integer({ min: 2, max: 64 }),
    memorySizeGB: fc.integer({ min: 1, max: 512 }),
    osDisk: together(
      fc.record({ diskSizeGB: fc.integer({ min: 1, max: 4096 }) }),
      optional({ createOption: fc.constantFrom("Ephemeral" as const, "Persistent" as const) }),
    ),
    vmImage: text,
  }),
  optional({
    tags,
    identity: identityRequest,
    networks: fc.array(network, { maxLength: 3 }),
    volumeAttachments: fc.array(idOf("Microsoft.NetworkCloud/volumes"), { maxLength: 2 }),
    vmImageCredentials: credentials,
    bootMethod: fc.constantFrom("UEFI", "BIOS"),
    vmDeviceModel: fc.constantFrom("T1", "T2", "T3"),
    sshPublicKeys: fc.array(filled, { maxLength: 2 }),
    placementHints: fc.array(hint, { maxLength: 2 }),
    consoleLocation: customLocation,
    userDataContent: base64,
    networkDataContent: base64,
  }),
);

export const virtualMachineChange: fc.Arbitrary<VirtualMachineChange> = optional({
  tags,
  identity: identityRequest,
  vmImageCredentials: credentials,
});

const egress = fc.array(
  fc.record({
    category: text,
    endpoints: fc.array(
      together(fc.record({ domainName: text }), optional({ port: fc.integer({ min: 1, max: 65_535 }) })),
      { maxLength: 3 },
    ),
  }),
  { maxLength: 3 },
);

export const newNetwork: fc.Arbitrary<NewCloudServicesNetwork> = together(
  fc.record({
    location: filled,
    customLocation,
    enableDefaultEgressEndpoints: fc.boolean(),
    additionalEgressEndpoints: egress,
  }),
  optional({ tags }),
);

export const networkChange: fc.Arbitrary<CloudServicesNetworkChange> = optional({
  tags,
  enableDefaultEgressEndpoints: fc.boolean(),
  additionalEgressEndpoints: egress,
});

export const newMachine: fc.Arbitrary<NewMachine> = together(
  fc.record({ location: filled, clientPublicKey: base64, vmId: guid }),
  optional({
    osType: fc.constantFrom("linux", "windows"),
    tags,
    privateLinkScopeId: idOf("Microsoft.HybridCompute/privateLinkScopes"),
    parentClusterId: idOf("Microsoft.NetworkCloud/clusters"),
  }),
);

export const relayAssignment: fc.Arbitrary<RelayAssignment> = fc.record({
  machineId,
  relayType: fc.constantFrom("Platform", "Public"),
});

export const newIdentity: fc.Arbitrary<NewUserAssignedIdentity> = together(
  fc.record({ location: filled }),
  optional({ tags }),
);

export const roleAssignment: fc.Arbitrary<NewRoleAssignment> = fc.record({
  scope: fc.oneof(
    guid.map((id) => `/subscriptions/${id}`),
    fc.tuple(guid, group).map(([id, rg]) => `/subscriptions/${id}/resourceGroups/${rg}`),
    machineId,
  ),
  roleDefinitionId: fc
    .tuple(guid, guid)
    .map(([id, role]) => `/subscriptions/${id}/providers/Microsoft.Authorization/roleDefinitions/${role}`),
  principalId: guid,
  principalType: fc.constantFrom("ServicePrincipal" as const, "User" as const, "Group" as const),
});
