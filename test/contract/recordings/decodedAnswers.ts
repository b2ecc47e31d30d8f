/** What the product reads of a recorded answer, beside what was in it. */
import {
  decodeCloudServicesNetwork,
  type EgressEndpoint,
} from "../../../src/arm/resources/networkCloud/cloudServicesNetwork";
import { readArray, readObject, readObjects, type Json } from "../../../src/arm/decode";
import { decodeEndpoint } from "../../../src/arm/resources/arc/hybridConnectivity";
import { decodeMachine } from "../../../src/arm/resources/arc/machine";
import { decodeUserAssignedIdentity } from "../../../src/arm/resources/managedIdentity";
import { readLocation, readStatus } from "../../../src/arm/operations/operationAnswer";
import { decodeResource, type ArmResource } from "../../../src/arm/resources/resource";
import { decodeVirtualMachine } from "../../../src/arm/resources/networkCloud/virtualMachine";
import { pathOf, type Recording } from "./recordings";

export interface DecodedAnswer {
  /** What the product still has of the answer, whole. */
  readonly kept: unknown;
  readonly came: unknown;
  /** What the product read, beside the same field in the answer. */
  readonly fields: readonly FieldPair[];
}

interface FieldPair {
  readonly field: string;
  readonly read: unknown;
  readonly shown: unknown;
}

export function decodeAnswer(recording: Recording): DecodedAnswer {
  const { body } = recording;
  if (body === undefined) return { kept: undefined, came: undefined, fields: [] };
  if (/\/operationStatuses\//i.test(pathOf(recording))) return decodeOperation(recording);
  const value = readObject(body)["value"];
  const items = Array.isArray(value) ? readArray(value) : [body];
  const decoded = items.map(decodeItem);
  return {
    kept: decoded.map(({ resource }) => resource.raw),
    came: items,
    fields: decoded.flatMap(({ fields }) => fields),
  };
}

function decodeOperation(recording: Recording): DecodedAnswer {
  const { status, headers, body } = recording;
  const came = readObject(body);
  const answer = { status, headers, body };
  const read = readStatus(answer);
  const expected = status === 202 ? "running" : readStatus(answer)?.phase;
  return {
    kept: undefined,
    came: undefined,
    fields: [
      { field: "status", read: read?.status, shown: came["status"] },
      { field: "percentComplete", read: read?.percentComplete, shown: came["percentComplete"] },
      { field: "phase at Location", read: readLocation(answer).phase, shown: expected },
    ],
  };
}

interface DecodedItem {
  readonly resource: ArmResource;
  readonly fields: readonly FieldPair[];
}

type Decoder = (value: unknown, raw: Json, properties: Json) => DecodedItem;

/** Fields of `properties` that the model has under the same name and as they came. */
function same(resource: ArmResource, properties: Json, names: readonly string[]): readonly FieldPair[] {
  const model: Json = { ...resource };
  return names.map((field) => ({ field, read: model[field], shown: properties[field] }));
}

const decoders: Readonly<Record<string, Decoder>> = {
  "microsoft.networkcloud/virtualmachines": (value, raw, properties) => {
    const vm = decodeVirtualMachine(value);
    const storage = readObject(properties["storageProfile"]);
    const names = [
      ...["adminUsername", "availabilityZone", "bareMetalMachineId", "bootMethod", "clusterId"],
      ...["cpuCores", "memorySizeGB", "detailedStatus", "detailedStatusMessage", "powerState"],
      ...["provisioningState", "vmDeviceModel", "vmImage"],
    ];
    return {
      resource: vm,
      fields: [
        ...same(vm, properties, names),
        {
          field: "extendedLocation",
          read: vm.extendedLocation,
          shown: readObject(raw["extendedLocation"])["name"],
        },
        { field: "osDisk", ...pick({ ...vm.osDisk }, storage["osDisk"]) },
        {
          field: "number of networkAttachments",
          read: vm.networkAttachments.length,
          shown: readArray(properties["networkAttachments"]).length,
        },
        ...readArray(properties["networkAttachments"]).map((shown, index) => ({
          field: "networkAttachments",
          ...pick({ ...vm.networkAttachments[index] }, shown),
        })),
        {
          field: "cloudServicesNetworkAttachment",
          ...pick({ ...vm.cloudServicesNetworkAttachment }, properties["cloudServicesNetworkAttachment"]),
        },
        { field: "identity", read: identityShown(vm.identity), shown: identityCame(raw["identity"]) },
      ],
    };
  },
  "microsoft.networkcloud/cloudservicesnetworks": (value, raw, properties) => {
    const network = decodeCloudServicesNetwork(value);
    const names = [
      "clusterId",
      "detailedStatus",
      "detailedStatusMessage",
      "interfaceName",
      "provisioningState",
    ];
    const both = ["additionalEgressEndpoints", "enabledEgressEndpoints"] as const;
    const flag = properties["enableDefaultEgressEndpoints"];
    return {
      resource: network,
      fields: [
        ...same(network, properties, names),
        {
          field: "extendedLocation",
          read: network.extendedLocation,
          shown: readObject(raw["extendedLocation"])["name"],
        },
        {
          field: "enableDefaultEgressEndpoints",
          read: network.enableDefaultEgressEndpoints,
          shown: flag === undefined ? undefined : flag === "True",
        },
        ...both.map((field) => ({
          field,
          read: network[field].map(egressShown),
          shown: egressCame(properties[field]),
        })),
      ],
    };
  },
  "microsoft.hybridcompute/machines": (value, raw, properties) => {
    const machine = decodeMachine(value);
    const names = [
      "status",
      "lastStatusChange",
      "agentVersion",
      "osName",
      "osType",
      "vmId",
      "machineFqdn",
      "provisioningState",
    ];
    return {
      resource: machine,
      fields: [
        ...same(machine, properties, names),
        { field: "identity", read: identityShown(machine.identity), shown: identityCame(raw["identity"]) },
      ],
    };
  },
  "microsoft.managedidentity/userassignedidentities": (value, _raw, properties) => {
    const identity = decodeUserAssignedIdentity(value);
    return {
      resource: identity,
      fields: same(identity, properties, ["tenantId", "principalId", "clientId"]),
    };
  },
  "microsoft.hybridconnectivity/endpoints": (value, _raw, properties) => {
    const endpoint = decodeEndpoint(value);
    const known = { type: endpoint.endpointType, provisioningState: endpoint.provisioningState };
    return {
      resource: endpoint,
      fields: [
        {
          field: "properties",
          read: definedOnly({ ...known, ...endpoint.furtherProperties }),
          shown: properties,
        },
      ],
    };
  },
};

function decodeItem(value: unknown): DecodedItem {
  const raw = readObject(value);
  const resource = decodeResource(value);
  const shared: readonly FieldPair[] = [
    { field: "id", read: resource.id, shown: raw["id"] ?? "" },
    { field: "type", read: resource.type, shown: raw["type"] ?? "" },
    { field: "location", read: resource.location, shown: raw["location"] },
    { field: "tags", read: resource.tags, shown: raw["tags"] ?? {} },
  ];
  const decoded = decoders[resource.type.toLowerCase()]?.(value, raw, readObject(raw["properties"]));
  return decoded === undefined
    ? { resource, fields: shared }
    : { resource: decoded.resource, fields: [...shared, ...decoded.fields] };
}

/** The model beside those fields of the answer that the model has. */
function pick(read: Json, shown: unknown): Pick<FieldPair, "read" | "shown"> {
  const value = readObject(shown);
  return { read, shown: Object.fromEntries(Object.keys(read).map((name) => [name, value[name]])) };
}

function definedOnly(value: Json): Json {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));
}

function egressShown({ category, domainName, port }: EgressEndpoint): Json {
  return definedOnly({ category, domainName, port });
}

function egressCame(groups: unknown): readonly Json[] {
  return readObjects(groups).flatMap((group) =>
    readObjects(group["endpoints"]).map((endpoint) =>
      definedOnly({
        category: group["category"],
        domainName: endpoint["domainName"],
        port: endpoint["port"],
      }),
    ),
  );
}

function identityShown({
  kinds,
  principalId,
  tenantId,
  userAssigned,
}: ReturnType<typeof decodeVirtualMachine>["identity"]) {
  return { kinds: [...kinds].sort(), principalId, tenantId, ids: userAssigned.map(({ id }) => id) };
}

function identityCame(identity: unknown) {
  const value = readObject(identity);
  const type = typeof value["type"] === "string" ? value["type"] : "None";
  return {
    kinds: type
      .split(/, */)
      .filter((kind) => kind !== "None")
      .sort(),
    principalId: value["principalId"],
    tenantId: value["tenantId"],
    ids: Object.keys(readObject(value["userAssignedIdentities"])),
  };
}
