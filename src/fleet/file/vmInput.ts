import { isIPv4, isIPv6 } from "node:net";
import {
  readBoolean,
  readNumber,
  readObject,
  readObjects,
  readString,
  readStringMap,
  readStrings,
  type Json,
} from "../../arm/decode";
import type {
  NetworkAttachmentSpec,
  PlacementHint,
} from "../../arm/resources/networkCloud/virtualMachineBody";
import type { VirtualMachineInput } from "../../enrollment/target/virtualMachineInput";
import type { FleetRegistry } from "../fleet";

/** The IPv4 address `steps` after `address`; undefined past the end, or when `address` is none. */
export function ipv4After(address: string, steps: number): string | undefined {
  if (!isIPv4(address)) return undefined;
  const number = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0) + steps;
  if (number > 0xffffffff) return undefined;
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}

/** One spelling for every way to write an address, so that equal ones can be found. */
export function addressKey(address: string): string {
  return isIPv6(address) ? new URL(`http://[${address.replace(/%.*$/, "")}]/`).hostname : address;
}

/** The choices for one VM from an entry's value, for the VM `index` of its range. The value has its shape already. */
export function vmInputOf(value: Json, index: number): VirtualMachineInput {
  const networks = readObjects(value["networks"]).map((network) => networkOf(network, index));
  const sshPublicKeys = readStrings(value["sshPublicKeys"]);
  const volumes = readStrings(value["volumes"]);
  const hints = readObjects(value["placementHints"]).flatMap(hintOf);
  return defined<VirtualMachineInput>({
    customLocation: readString(value["customLocation"]),
    adminUsername: readString(value["adminUsername"]),
    cloudServicesNetworkId: readString(value["cloudServicesNetworkId"]),
    cpuCores: readNumber(value["cpuCores"]),
    memorySizeGB: readNumber(value["memorySizeGB"]),
    diskSizeGB: readNumber(value["diskSizeGB"]),
    diskCreateOption: oneOf(value["diskCreateOption"], ["Ephemeral", "Persistent"]),
    vmImage: readString(value["vmImage"]),
    bootMethod: oneOf(value["bootMethod"], ["UEFI", "BIOS"]),
    vmDeviceModel: oneOf(value["vmDeviceModel"], ["T1", "T2", "T3"]),
    consoleLocation: readString(value["consoleLocation"]),
    sshPublicKeys: sshPublicKeys.length > 0 ? sshPublicKeys : undefined,
    networks: networks.length > 0 ? networks : undefined,
    volumeAttachments: volumes.length > 0 ? volumes : undefined,
    placementHints: hints.length > 0 ? hints : undefined,
    tags: value["tags"] === undefined ? undefined : readStringMap(value["tags"]),
  });
}

function networkOf(network: Json, index: number): NetworkAttachmentSpec {
  const from = readString(network["ipv4From"]);
  return {
    networkId: readString(network["networkId"]) ?? "",
    ipAllocationMethod: oneOf(network["ipAllocationMethod"], ["Dynamic", "Static", "Disabled"]) ?? "Dynamic",
    ...defined<Partial<NetworkAttachmentSpec>>({
      defaultGateway: readBoolean(network["defaultGateway"]),
      ipv4Address:
        readString(network["ipv4Address"]) ??
        (from === undefined ? undefined : (ipv4After(from, index) ?? from)),
      ipv6Address: readString(network["ipv6Address"]),
      name: readString(network["name"]),
    }),
  };
}

function hintOf(hint: Json): readonly PlacementHint[] {
  const hintType = oneOf(hint["hintType"], ["Affinity", "AntiAffinity"]);
  const schedulingExecution = oneOf(hint["schedulingExecution"], ["Hard", "Soft"]);
  const scope = oneOf(hint["scope"], ["Machine", "Rack"]);
  if (hintType === undefined || schedulingExecution === undefined || scope === undefined) return [];
  return [{ hintType, resourceId: readString(hint["resourceId"]) ?? "", schedulingExecution, scope }];
}

/** The registry of an entry's value; undefined where it has none, or not all of it. */
export function registryOf(value: Json): FleetRegistry | undefined {
  const registry = readObject(value["registry"]);
  const url = readString(registry["url"]);
  const username = readString(registry["username"]);
  const passwordVariable = readString(registry["passwordVariable"]);
  if (url === undefined || username === undefined || passwordVariable === undefined) return undefined;
  return { url, username, passwordVariable };
}

function oneOf<const Choice extends string>(value: unknown, choices: readonly Choice[]): Choice | undefined {
  return choices.find((choice) => choice === value);
}

type Loose<T> = { readonly [Key in keyof T]: T[Key] | undefined };

/** An object without its members that are undefined. */
function defined<T extends object>(value: Loose<T>): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
