import type { Json, OpenEnum } from "../../decode";
import { identityBody, type IdentitySpec } from "../resourceIdentity";

/** One network that a new VM is attached to. */
export interface NetworkAttachmentSpec {
  /** ARM ID of an L3, L2 or trunked network. */
  readonly networkId: string;
  readonly ipAllocationMethod: "Dynamic" | "Static" | "Disabled";
  readonly defaultGateway?: boolean;
  readonly ipv4Address?: string;
  readonly ipv6Address?: string;
  /** Up to 15 characters. */
  readonly name?: string;
}

export interface PlacementHint {
  readonly hintType: "Affinity" | "AntiAffinity";
  readonly resourceId: string;
  readonly schedulingExecution: "Hard" | "Soft";
  readonly scope: "Machine" | "Rack";
}

export interface RegistryCredentials {
  readonly registryUrl: string;
  readonly username: string;
  readonly password: string;
}

/** A VM to be made (Microsoft.NetworkCloud/virtualMachines 2025-09-01). */
export interface NewVirtualMachine {
  readonly location: string;
  /** ARM ID of the cluster's custom location. */
  readonly customLocation: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly identity?: IdentitySpec;
  readonly adminUsername: string;
  /** ARM ID of the cloud services network. Its address is always allocated dynamically, as `az networkcloud` has it. */
  readonly cloudServicesNetworkId: string;
  readonly networks?: readonly NetworkAttachmentSpec[];
  /** At least 2. */
  readonly cpuCores: number;
  /** GiB. */
  readonly memorySizeGB: number;
  readonly osDisk: {
    /** GiB. */
    readonly diskSizeGB: number;
    readonly createOption?: "Ephemeral" | "Persistent";
  };
  readonly volumeAttachments?: readonly string[];
  readonly vmImage: string;
  readonly vmImageCredentials?: RegistryCredentials;
  readonly bootMethod?: OpenEnum<"UEFI" | "BIOS">;
  readonly vmDeviceModel?: OpenEnum<"T1" | "T2" | "T3">;
  /** OpenSSH public keys. */
  readonly sshPublicKeys?: readonly string[];
  readonly placementHints?: readonly PlacementHint[];
  /** ARM ID of a custom location of its own for the console. */
  readonly consoleLocation?: string;
  /** Base64. Write-only: Azure never returns it. */
  readonly userDataContent?: string;
  /** Base64. Write-only. */
  readonly networkDataContent?: string;
}

/** One entry of `networkAttachments`. */
function networkBody(network: NetworkAttachmentSpec): Json {
  return {
    attachedNetworkId: network.networkId,
    ipAllocationMethod: network.ipAllocationMethod,
    ...(network.defaultGateway !== undefined && {
      defaultGateway: network.defaultGateway ? "True" : "False",
    }),
    ...(network.ipv4Address !== undefined && { ipv4Address: network.ipv4Address }),
    ...(network.ipv6Address !== undefined && { ipv6Address: network.ipv6Address }),
    ...(network.name !== undefined && { networkAttachmentName: network.name }),
  };
}

function customLocationBody(id: string): Json {
  return { name: id, type: "CustomLocation" };
}

function diskBody(vm: NewVirtualMachine): Json {
  return {
    osDisk: {
      createOption: vm.osDisk.createOption ?? "Ephemeral",
      deleteOption: "Delete",
      diskSizeGB: vm.osDisk.diskSizeGB,
    },
    ...(vm.volumeAttachments !== undefined && { volumeAttachments: vm.volumeAttachments }),
  };
}

/** The body of the PUT that makes a VM. */
export function virtualMachineBody(vm: NewVirtualMachine): Json {
  return {
    location: vm.location,
    extendedLocation: customLocationBody(vm.customLocation),
    ...(vm.tags !== undefined && { tags: vm.tags }),
    ...(vm.identity !== undefined && { identity: identityBody(vm.identity) }),
    properties: {
      adminUsername: vm.adminUsername,
      cloudServicesNetworkAttachment: {
        attachedNetworkId: vm.cloudServicesNetworkId,
        ipAllocationMethod: "Dynamic",
      },
      cpuCores: vm.cpuCores,
      memorySizeGB: vm.memorySizeGB,
      storageProfile: diskBody(vm),
      vmImage: vm.vmImage,
      ...(vm.networks !== undefined && { networkAttachments: vm.networks.map(networkBody) }),
      ...(vm.bootMethod !== undefined && { bootMethod: vm.bootMethod }),
      ...(vm.vmDeviceModel !== undefined && { vmDeviceModel: vm.vmDeviceModel }),
      ...(vm.sshPublicKeys !== undefined && {
        sshPublicKeys: vm.sshPublicKeys.map((keyData) => ({ keyData })),
      }),
      ...(vm.placementHints !== undefined && { placementHints: vm.placementHints }),
      ...(vm.consoleLocation !== undefined && {
        consoleExtendedLocation: customLocationBody(vm.consoleLocation),
      }),
      ...(vm.vmImageCredentials !== undefined && { vmImageRepositoryCredentials: vm.vmImageCredentials }),
      ...(vm.userDataContent !== undefined && { userDataContent: vm.userDataContent }),
      ...(vm.networkDataContent !== undefined && { networkDataContent: vm.networkDataContent }),
    },
  };
}

/** What can be changed on a VM that exists. */
export interface VirtualMachineChange {
  readonly tags?: Readonly<Record<string, string>>;
  readonly identity?: IdentitySpec;
  readonly vmImageCredentials?: RegistryCredentials;
}

/** The body of the PATCH that changes a VM. Credentials are sent only to change them. */
export function virtualMachinePatchBody(change: VirtualMachineChange): Json {
  return {
    ...(change.identity !== undefined && { identity: identityBody(change.identity) }),
    ...(change.vmImageCredentials !== undefined && {
      properties: { vmImageRepositoryCredentials: change.vmImageCredentials },
    }),
    ...(change.tags !== undefined && { tags: change.tags }),
  };
}
