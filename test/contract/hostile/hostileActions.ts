import type { AzureAction } from "../../../src/enrollment/actions/azureAction";

const subscription = "/subscriptions/22222222-2222-4222-8222-222222222222";
const group = `${subscription}/resourceGroups/site-a`;

/** What a name may have in an id at all (`resourceId.ts`); ARM refuses the rest. Never empty, and no option of a command. */
function inId(text: string): string {
  return `n${text.replaceAll(/[/\\?#%<>&"\p{Cc}\p{Cs}]/gu, "").slice(0, 200)}`;
}

/** One action of every kind, with `next()` in every place that takes free text. Secrets are known words. */
export function hostileActions(next: () => string): AzureAction[] {
  const provider = (type: string): string => `${group}/providers/${type}/${inId(next())}`;
  return [
    {
      kind: "createIdentity",
      id: provider("Microsoft.ManagedIdentity/userAssignedIdentities"),
      identity: { location: next() },
    },
    {
      kind: "createRole",
      scope: group,
      role: { name: next(), description: next(), actions: [next(), next()] },
    },
    {
      kind: "assignRole",
      roleName: next(),
      assignment: {
        scope: group,
        roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${inId(next())}`,
        principalId: next(),
        principalType: "ServicePrincipal",
      },
    },
    {
      kind: "createVm",
      id: provider("Microsoft.NetworkCloud/virtualMachines"),
      vm: {
        location: next(),
        customLocation: next(),
        adminUsername: next(),
        cloudServicesNetworkId: next(),
        cpuCores: 4,
        memorySizeGB: 8,
        osDisk: { diskSizeGB: 64 },
        vmImage: next(),
        networks: [
          { networkId: next(), ipAllocationMethod: "Static", ipv4Address: next(), name: next() },
          { networkId: next(), ipAllocationMethod: "Dynamic", defaultGateway: true },
        ],
        volumeAttachments: [next()],
        placementHints: [
          { hintType: "Affinity", resourceId: next(), schedulingExecution: "Hard", scope: "Rack" },
        ],
        bootMethod: next(),
        vmDeviceModel: next(),
        consoleLocation: next(),
        sshPublicKeys: [next(), next()],
        tags: { [next()]: next() },
        identity: { systemAssigned: true, userAssigned: [next()] },
        userDataContent: "c2VjcmV0LXVzZXItZGF0YQ==",
        networkDataContent: "c2VjcmV0LW5ldHdvcms=",
        vmImageCredentials: { registryUrl: next(), username: next(), password: "the-password" },
      },
    },
    {
      kind: "createMachine",
      id: provider("Microsoft.HybridCompute/machines"),
      machine: {
        location: next(),
        clientPublicKey: next(),
        vmId: next(),
        osType: next(),
        tags: { [next()]: next() },
        privateLinkScopeId: next(),
      },
    },
    {
      kind: "assignRelay",
      vmId: provider("Microsoft.NetworkCloud/virtualMachines"),
      relay: { machineId: next(), relayType: next() },
    },
  ];
}
