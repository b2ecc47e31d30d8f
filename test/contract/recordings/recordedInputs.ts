/** Reads a recorded request body back into what a user of the product would ask for. */
import {
  readArray,
  readBoolean,
  readNumber,
  readObject,
  readObjects,
  readOptionalObject,
  readString,
  readStringMap,
  readStrings,
  type Json,
} from "../../../src/arm/decode";
import type {
  CloudServicesNetworkChange,
  EgressGroup,
} from "../../../src/arm/resources/networkCloud/cloudServicesNetwork";
import type { IdentitySpec } from "../../../src/arm/resources/resourceIdentity";
import type {
  NetworkAttachmentSpec,
  NewVirtualMachine,
  PlacementHint,
  RegistryCredentials,
  VirtualMachineChange,
} from "../../../src/arm/resources/networkCloud/virtualMachineBody";

/** What is there, under the name that the product has for it. */
function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): Readonly<Partial<Record<Name, Value>>> {
  return (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, Value>>;
}

function map<From, To>(value: From | undefined, to: (value: From) => To): To | undefined {
  return value === undefined ? undefined : to(value);
}

const text = (value: unknown): string => readString(value) ?? "";
const array = (value: unknown): readonly unknown[] | undefined =>
  Array.isArray(value) ? readArray(value) : undefined;

function identityOf(value: unknown): IdentitySpec | undefined {
  const identity = readOptionalObject(value);
  if (identity === undefined) return undefined;
  return {
    systemAssigned: text(identity["type"]).includes("SystemAssigned"),
    userAssigned: Object.entries(readObject(identity["userAssignedIdentities"])).flatMap(([id, value]) =>
      value === null ? [] : id,
    ),
  };
}

function tagsOf(value: unknown): Readonly<Record<string, string>> | undefined {
  return map(readOptionalObject(value), readStringMap);
}

function credentialsOf(value: unknown): RegistryCredentials | undefined {
  return map(readOptionalObject(value), (credentials) => ({
    registryUrl: text(credentials["registryUrl"]),
    username: text(credentials["username"]),
    password: text(credentials["password"]),
  }));
}

function networkOf(network: Json): NetworkAttachmentSpec {
  return {
    networkId: text(network["attachedNetworkId"]),
    ipAllocationMethod: text(network["ipAllocationMethod"]) as NetworkAttachmentSpec["ipAllocationMethod"],
    ...given("defaultGateway", readBoolean(network["defaultGateway"])),
    ...given("ipv4Address", readString(network["ipv4Address"])),
    ...given("ipv6Address", readString(network["ipv6Address"])),
    ...given("name", readString(network["networkAttachmentName"])),
  };
}

function hintOf(hint: Json): PlacementHint {
  return {
    hintType: text(hint["hintType"]) as PlacementHint["hintType"],
    resourceId: text(hint["resourceId"]),
    schedulingExecution: text(hint["schedulingExecution"]) as PlacementHint["schedulingExecution"],
    scope: text(hint["scope"]) as PlacementHint["scope"],
  };
}

export function newVirtualMachineOf(sent: unknown): NewVirtualMachine {
  const body = readObject(sent);
  const properties = readObject(body["properties"]);
  const storage = readObject(properties["storageProfile"]);
  const osDisk = readObject(storage["osDisk"]);
  const createOption = readString(osDisk["createOption"]);
  return {
    location: text(body["location"]),
    customLocation: text(readObject(body["extendedLocation"])["name"]),
    ...given("tags", tagsOf(body["tags"])),
    ...given("identity", identityOf(body["identity"])),
    adminUsername: text(properties["adminUsername"]),
    cloudServicesNetworkId: text(
      readObject(properties["cloudServicesNetworkAttachment"])["attachedNetworkId"],
    ),
    ...given(
      "networks",
      map(array(properties["networkAttachments"]), (all) => readObjects(all).map(networkOf)),
    ),
    cpuCores: readNumber(properties["cpuCores"]) ?? 0,
    memorySizeGB: readNumber(properties["memorySizeGB"]) ?? 0,
    osDisk: {
      diskSizeGB: readNumber(osDisk["diskSizeGB"]) ?? 0,
      ...(createOption === "Ephemeral" || createOption === "Persistent" ? { createOption } : {}),
    },
    ...given("volumeAttachments", map(array(storage["volumeAttachments"]), readStrings)),
    vmImage: text(properties["vmImage"]),
    ...given("vmImageCredentials", credentialsOf(properties["vmImageRepositoryCredentials"])),
    ...given("bootMethod", readString(properties["bootMethod"])),
    ...given("vmDeviceModel", readString(properties["vmDeviceModel"])),
    ...given(
      "sshPublicKeys",
      map(array(properties["sshPublicKeys"]), (all) => readObjects(all).map((key) => text(key["keyData"]))),
    ),
    ...given(
      "placementHints",
      map(array(properties["placementHints"]), (all) => readObjects(all).map(hintOf)),
    ),
    ...given("consoleLocation", readString(readObject(properties["consoleExtendedLocation"])["name"])),
    ...given("userDataContent", readString(properties["userDataContent"] ?? properties["userData"])),
    ...given("networkDataContent", readString(properties["networkDataContent"] ?? properties["networkData"])),
  };
}

export function virtualMachineChangeOf(sent: unknown): VirtualMachineChange {
  const body = readObject(sent);
  const credentials = readObject(body["properties"])["vmImageRepositoryCredentials"];
  return {
    ...given("tags", tagsOf(body["tags"])),
    ...given("identity", identityOf(body["identity"])),
    ...given("vmImageCredentials", credentialsOf(credentials)),
  };
}

export function networkChangeOf(sent: unknown): CloudServicesNetworkChange {
  const body = readObject(sent);
  const properties = readObject(body["properties"]);
  const groups = map(array(properties["additionalEgressEndpoints"]), (all) => readObjects(all).map(groupOf));
  return {
    ...given("tags", tagsOf(body["tags"])),
    ...given("enableDefaultEgressEndpoints", readBoolean(properties["enableDefaultEgressEndpoints"])),
    ...given("additionalEgressEndpoints", groups),
  };
}

function groupOf(group: Json): EgressGroup {
  return {
    category: text(group["category"]),
    endpoints: readObjects(group["endpoints"]).map((endpoint) => ({
      domainName: text(endpoint["domainName"]),
      ...given("port", readNumber(endpoint["port"])),
    })),
  };
}
