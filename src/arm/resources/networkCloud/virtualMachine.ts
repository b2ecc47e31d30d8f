import {
  readNumber,
  readObject,
  readObjects,
  readString,
  readStrings,
  type Json,
  type OpenEnum,
} from "../../decode";
import { decodeResource, type ArmResource } from "../resource";
import { decodeSummary, type ResourceSummary } from "../resourceSummary";

export type PowerState = OpenEnum<"On" | "Off" | "Unknown">;
/** NetworkCloud 2025-09-01; `Deleting` is not in its enum, but is what a VM being deleted shows (recording test_virtualmachine_scenario1 013). */
export type VirtualMachineProvisioningState = OpenEnum<
  "Accepted" | "Canceled" | "Deleting" | "Failed" | "Provisioning" | "Succeeded"
>;
export type DetailedStatus = OpenEnum<
  "Available" | "Error" | "Provisioning" | "Running" | "Scheduling" | "Stopped" | "Terminating" | "Unknown"
>;

/** What a list shows of an Operator Nexus VM. Holds no secret, so it can be stored. */
export interface VirtualMachineSummary extends ResourceSummary {
  readonly powerState: PowerState | undefined;
  readonly provisioningState: VirtualMachineProvisioningState | undefined;
  readonly detailedStatus: DetailedStatus | undefined;
  readonly detailedStatusMessage: string | undefined;
  /** ARM ID of the cluster that runs the VM. */
  readonly clusterId: string | undefined;
  /** ARM ID of the custom location. */
  readonly extendedLocation: string | undefined;
}

/** Decodes an ARM resource, or a Resource Graph row whose properties are columns. */
export function decodeVirtualMachineSummary(value: unknown): VirtualMachineSummary {
  const { summary, fields } = decodeSummary(value);
  return {
    ...summary,
    powerState: readString(fields["powerState"]),
    provisioningState: readString(fields["provisioningState"]),
    detailedStatus: readString(fields["detailedStatus"]),
    detailedStatusMessage: readString(fields["detailedStatusMessage"]),
    clusterId: readString(fields["clusterId"]),
    extendedLocation: readString(readObject(fields["extendedLocation"])["name"]),
  };
}

/** One network of a VM. */
export interface NetworkAttachment {
  readonly attachedNetworkId: string | undefined;
  readonly ipAllocationMethod: OpenEnum<"Disabled" | "Dynamic" | "Static"> | undefined;
  /** `"True"` or `"False"`: strings in this API. */
  readonly defaultGateway: OpenEnum<"True" | "False"> | undefined;
  readonly ipv4Address: string | undefined;
  readonly ipv6Address: string | undefined;
  readonly macAddress: string | undefined;
  readonly networkAttachmentName: string | undefined;
}

/** An Operator Nexus VM, opened. */
export interface VirtualMachine extends VirtualMachineSummary, ArmResource {
  readonly adminUsername: string | undefined;
  readonly bootMethod: OpenEnum<"UEFI" | "BIOS"> | undefined;
  readonly cpuCores: number | undefined;
  /** GiB. */
  readonly memorySizeGB: number | undefined;
  readonly osDisk: {
    readonly createOption: string | undefined;
    readonly deleteOption: string | undefined;
    /** GiB. */
    readonly diskSizeGB: number | undefined;
  };
  readonly volumeAttachments: readonly string[];
  readonly vmImage: string | undefined;
  readonly vmDeviceModel: OpenEnum<"T1" | "T2" | "T3"> | undefined;
  readonly availabilityZone: string | undefined;
  readonly bareMetalMachineId: string | undefined;
  readonly cloudServicesNetworkAttachment: NetworkAttachment | undefined;
  readonly networkAttachments: readonly NetworkAttachment[];
  /** OpenSSH public keys. */
  readonly sshPublicKeys: readonly string[];
}

function decodeAttachment(value: Json): NetworkAttachment {
  return {
    attachedNetworkId: readString(value["attachedNetworkId"]),
    ipAllocationMethod: readString(value["ipAllocationMethod"]),
    defaultGateway: readString(value["defaultGateway"]),
    ipv4Address: readString(value["ipv4Address"]),
    ipv6Address: readString(value["ipv6Address"]),
    macAddress: readString(value["macAddress"]),
    networkAttachmentName: readString(value["networkAttachmentName"]),
  };
}

export function decodeVirtualMachine(value: unknown): VirtualMachine {
  const resource = decodeResource(value);
  const properties = readObject(resource.raw["properties"]);
  const csn = properties["cloudServicesNetworkAttachment"];
  const storage = readObject(properties["storageProfile"]);
  const osDisk = readObject(storage["osDisk"]);
  return {
    ...resource,
    ...decodeVirtualMachineSummary(value),
    adminUsername: readString(properties["adminUsername"]),
    bootMethod: readString(properties["bootMethod"]),
    cpuCores: readNumber(properties["cpuCores"]),
    memorySizeGB: readNumber(properties["memorySizeGB"]),
    osDisk: {
      createOption: readString(osDisk["createOption"]),
      deleteOption: readString(osDisk["deleteOption"]),
      diskSizeGB: readNumber(osDisk["diskSizeGB"]),
    },
    volumeAttachments: readStrings(storage["volumeAttachments"]),
    vmImage: readString(properties["vmImage"]),
    vmDeviceModel: readString(properties["vmDeviceModel"]),
    availabilityZone: readString(properties["availabilityZone"]),
    bareMetalMachineId: readString(properties["bareMetalMachineId"]),
    cloudServicesNetworkAttachment:
      csn === undefined || csn === null ? undefined : decodeAttachment(readObject(csn)),
    networkAttachments: readObjects(properties["networkAttachments"]).map(decodeAttachment),
    sshPublicKeys: readObjects(properties["sshPublicKeys"]).flatMap(
      (key) => readString(key["keyData"]) ?? [],
    ),
  };
}
