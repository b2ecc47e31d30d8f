import { core } from "./practiceTalk";

export const tenantId = "22222222-aaaa-4bbb-8ccc-000000000001";
export const group = "core-london";
export const site = {
  csn: `${core}/resourceGroups/${group}/providers/Microsoft.NetworkCloud/cloudServicesNetworks/${group}-csn`,
  l3: `${core}/resourceGroups/${group}/providers/Microsoft.NetworkCloud/l3Networks/${group}-l3`,
  place: `${core}/resourceGroups/${group}-HostedResources/providers/Microsoft.ExtendedLocation/customLocations/${group}-cl`,
  identity: `${core}/resourcegroups/${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-core-enroll`,
};

export interface ScriptChoices {
  readonly arcMachineName?: string;
  readonly identity?: "system" | "user";
  readonly creator?: "vm" | "workstation";
  readonly proxy?: boolean;
}

/** User data as the enrollment writes it, as far as the practice cloud looks at it; base64. */
export function userData(choices: ScriptChoices = {}): string {
  const marker = {
    version: 1,
    tenantId,
    subscriptionId: core.split("/")[2],
    resourceGroup: group,
    location: "uksouth",
    vmName: "new01",
    arcMachineName: choices.arcMachineName ?? "new01",
    identity: choices.identity ?? "user",
    ...((choices.identity ?? "user") === "user" && { userAssignedIdentityId: site.identity }),
    creator: choices.creator ?? "vm",
    flavour: "az",
  };
  const script = [
    "#!/bin/bash",
    `# nexus-arc: enrollment ${JSON.stringify(marker)}`,
    choices.proxy === false ? "" : "export HTTPS_PROXY=http://169.254.0.11:3128",
    "azcmagent connect existing --verbose",
  ].join("\n");
  return Buffer.from(script).toString("base64");
}

/** A body that the API takes for a VM of the practice site. */
export function virtualMachineBody(
  more: { readonly identity?: unknown; readonly userDataContent?: string } = {},
): unknown {
  return {
    location: "uksouth",
    extendedLocation: { name: site.place, type: "CustomLocation" },
    ...(more.identity !== undefined && { identity: more.identity }),
    properties: {
      adminUsername: "clouduser",
      cloudServicesNetworkAttachment: { attachedNetworkId: site.csn, ipAllocationMethod: "Dynamic" },
      networkAttachments: [
        { attachedNetworkId: site.l3, ipAllocationMethod: "Dynamic", defaultGateway: "True" },
      ],
      cpuCores: 4,
      memorySizeGB: 8,
      storageProfile: { osDisk: { diskSizeGB: 64 } },
      vmImage: "practiceacr.azurecr.io/ubuntu:24.04",
      vmImageRepositoryCredentials: {
        registryUrl: "practiceacr.azurecr.io",
        username: "u",
        password: "canary-password",
      },
      ...(more.userDataContent !== undefined && { userDataContent: more.userDataContent }),
    },
  };
}

export const withUserIdentity = { type: "UserAssigned", userAssignedIdentities: { [site.identity]: {} } };

export function virtualMachinePath(name: string): string {
  return `${core}/resourceGroups/${group}/providers/Microsoft.NetworkCloud/virtualMachines/${name}`;
}

export function machinePath(name: string): string {
  return `${core}/resourceGroups/${group}/providers/Microsoft.HybridCompute/machines/${name}`;
}
