import { allows, grantsOf } from "../authorization/access";
import type { Call } from "../engine/call";
import type { Handler, Kind } from "../engine/kind";
import { plantGuest, silenceAgent, startGuest } from "../guest/boot";
import {
  at,
  isList,
  isObject,
  listAt,
  member,
  objectAt,
  textAt,
  without,
  type Json,
  type JsonObject,
} from "../state/json";
import { accepted, startOperation } from "../engine/operations";
import type { Course, Effect } from "../engine/operationStore";
import { badRequest, Refusal, resourceNotFound, specViolation } from "../engine/refusal";
import { withProperties, type Resource } from "../state/resource";
import { existing, touchedByProvider } from "../engine/tracked";
import type { World } from "../state/world";
import { fabricKind, missing, providerHub, required, type FabricType, type Finding } from "./fabricKind";
import { clusterAt, hostFor, macAddress, sum } from "./location";

/** Microsoft.NetworkCloud/virtualMachines. Shapes and durations from recorded traffic; rules from the 2025-09-01 description. */

export const virtualMachineType = "microsoft.networkcloud/virtualmachines";

const address = { namespace: "Microsoft.NetworkCloud", types: ["virtualMachines"] };
const adminUsername = /^[a-z_][a-z0-9_]{0,31}$/;

const type: FabricType = {
  types: address.types,
  namePattern: /^([a-zA-Z0-9][a-zA-Z0-9]{0,62}[a-zA-Z0-9])$/,
  create: { accepted: 10, total: 126 },
  update: { accepted: 3, total: 4.2 },
  remove: { accepted: 5, total: 85 },
  emptyError: false,
  hasIdentity: true,
  check,
  admit,
  conceal,
  taken: (world, resource, body, isNew) => {
    if (isNew) plantGuest(world, resource, objectAt(body, "properties"));
  },
  complete,
  created: (world, resource) => {
    startGuest(world, resource.id);
  },
  actions: {
    start: action({ accepted: 8, total: 14 }, () => ({ kind: "powered", on: true })),
    powerOff: action({ accepted: 8, total: 11 }, (call) => {
      checkSkipShutdown(call);
      return { kind: "powered", on: false };
    }),
    restart: action({ accepted: 10, total: 53 }, () => ({ kind: "restarted" })),
    reimage: action({ accepted: 10, total: 133 }, () => ({ kind: "reimaged" })),
    assignRelay: action({ accepted: 1.5, total: 3.5 }, relay),
  },
};

export const virtualMachines: Kind = fabricKind(type);

function check(body: JsonObject): readonly Finding[] {
  const properties = body["properties"];
  if (!isObject(properties)) return [missing("properties")];
  const attachment = properties["cloudServicesNetworkAttachment"];
  return [
    ...required(properties, "properties", [
      "adminUsername",
      "cloudServicesNetworkAttachment",
      "cpuCores",
      "memorySizeGB",
      "storageProfile",
      "vmImage",
    ]),
    ...(attachment === undefined
      ? []
      : checkAttachment(attachment, "properties.cloudServicesNetworkAttachment")),
    ...listAt(properties, "networkAttachments").flatMap((each, index) =>
      checkAttachment(each, `properties.networkAttachments[${String(index)}]`),
    ),
    ...(properties["storageProfile"] === undefined
      ? []
      : required(at(properties, "storageProfile", "osDisk"), "properties.storageProfile.osDisk", [
          "diskSizeGB",
        ])),
    ...checkText(properties["adminUsername"], adminUsername, "properties.adminUsername"),
    ...checkMinimum(properties["cpuCores"], 2, "properties.cpuCores"),
    ...checkMinimum(properties["memorySizeGB"], 1, "properties.memorySizeGB"),
  ];
}

function checkAttachment(value: Json, target: string): readonly Finding[] {
  const name = textAt(value, "networkAttachmentName");
  return [
    ...required(value, target, ["attachedNetworkId", "ipAllocationMethod"]),
    ...(name === undefined
      ? []
      : checkText(name, /^[a-zA-Z0-9@._-]{0,15}$/, `${target}.networkAttachmentName`)),
  ];
}

function checkText(value: Json | undefined, pattern: RegExp, target: string): readonly Finding[] {
  if (value === undefined) return [];
  if (typeof value !== "string")
    return [{ rule: "INVALID_TYPE", message: `Expected type string but found type ${typeof value}`, target }];
  return pattern.test(value)
    ? []
    : [{ rule: "PATTERN", message: `String does not match pattern ${pattern.source}: ${value}`, target }];
}

function checkMinimum(value: Json | undefined, minimum: number, target: string): readonly Finding[] {
  if (value === undefined) return [];
  if (typeof value !== "number" || !Number.isInteger(value))
    return [
      { rule: "INVALID_TYPE", message: `Expected type integer but found type ${typeof value}`, target },
    ];
  return value >= minimum
    ? []
    : [
        {
          rule: "MINIMUM",
          message: `Value ${String(value)} is less than minimum ${String(minimum)}`,
          target,
        },
      ];
}

/** What the description allows and the fabric does not: unknown networks, a place without a cluster, two default gateways. */
function admit(_call: Call, world: World, body: JsonObject): void {
  const properties = objectAt(body, "properties");
  const place = textAt(body, "extendedLocation", "name") ?? "";
  const probe: Resource = {
    id: "",
    name: "",
    type: "",
    properties: {},
    extendedLocation: objectAt(body, "extendedLocation"),
  };
  if (clusterAt(world, probe) === undefined)
    throw badRequest(
      "ExtendedLocationNotFound",
      `The extended location '${place}' was not found. Please check that it exists and that its cluster is running.`,
    );
  const attachments = [
    member(properties, "cloudServicesNetworkAttachment"),
    ...listAt(properties, "networkAttachments"),
  ];
  for (const attachment of attachments) {
    const network = textAt(attachment, "attachedNetworkId") ?? "";
    if (world.store.get(network) === undefined)
      throw badRequest(
        "InvalidResourceReference",
        `Resource ${network} referenced by the virtual machine was not found. Please make sure that the referenced resource exists.`,
      );
  }
  const gateways = attachments.filter((attachment) => textAt(attachment, "defaultGateway") === "True");
  if (gateways.length > 1)
    throw badRequest(
      "InvalidParameter",
      "Only one network attachment of a virtual machine can be its default gateway.",
    );
}

function conceal(properties: JsonObject): JsonObject {
  const shown = without(properties, "userDataContent", "networkDataContent");
  const credentials = shown["vmImageRepositoryCredentials"];
  return isObject(credentials)
    ? { ...shown, vmImageRepositoryCredentials: without(credentials, "password") }
    : shown;
}

function complete(world: World, resource: Resource): JsonObject {
  const { properties } = resource;
  const standing = properties["powerState"] !== undefined;
  if (standing) return {};
  const number = 8 + (sum(resource.name) % 200);
  return {
    bootMethod: properties["bootMethod"] ?? "UEFI",
    vmDeviceModel: properties["vmDeviceModel"] ?? "T2",
    cloudServicesNetworkAttachment: {
      ...objectAt(properties, "cloudServicesNetworkAttachment"),
      defaultGateway: "False",
      macAddress: macAddress(world),
      networkAttachmentName: "cloudservices",
      ipv4Address: `169.254.8.${String(number)}`,
    },
    ...(isList(properties["networkAttachments"]) && {
      networkAttachments: listAt(properties, "networkAttachments").map((each) =>
        attached(world, each, number),
      ),
    }),
    placementHints: properties["placementHints"] ?? [],
    sshPublicKeys: properties["sshPublicKeys"] ?? [],
    virtioInterface: properties["virtioInterface"] ?? "Modern",
    isolateEmulatorThread: properties["isolateEmulatorThread"] ?? "True",
    clusterId: clusterAt(world, resource)?.id ?? "",
    powerState: "On",
    detailedStatus: "Running",
    detailedStatusMessage: "Running - virtual machine is running.",
    bareMetalMachineId: hostFor(resource),
  };
}

function attached(world: World, attachment: Json, number: number): JsonObject {
  const network = world.store.get(textAt(attachment, "attachedNetworkId") ?? "");
  const ipv4 = textAt(network?.properties, "ipv4ConnectedPrefix")?.replace(
    /\.\d+\/\d+$/,
    `.${String(number)}`,
  );
  const ipv6 = textAt(network?.properties, "ipv6ConnectedPrefix")?.replace(/\/\d+$/, number.toString(16));
  return {
    defaultGateway: "False",
    ...(ipv4 !== undefined && { ipv4Address: ipv4 }),
    ...(ipv6 !== undefined && { ipv6Address: ipv6 }),
    networkAttachmentName: textAt(network?.properties, "interfaceName") ?? "eth0",
    ...(isObject(attachment) ? attachment : {}),
    macAddress: macAddress(world),
  };
}

function action(course: Course, effect: (call: Call, world: World) => Effect): Handler {
  return (call, world) => {
    const machine = existing(call, world, address);
    const operation = startOperation(call, world, {
      location: machine.location ?? "",
      course,
      effect: effect(call, world),
    });
    const answer = accepted(call, world, operation);
    return { ...answer, headers: { ...answer.headers, ...providerHub, etag: `"${machine.etag ?? ""}"` } };
  };
}

function checkSkipShutdown(call: Call): void {
  const skip = member(call.body, "skipShutdown");
  if (skip === undefined || skip === "True" || skip === "False") return;
  throw specViolation([
    { rule: "ENUM_MISMATCH", message: `No enum match for: ${JSON.stringify(skip)}`, target: "skipShutdown" },
  ]);
}

/** The relay needs the Arc machine's resource first. No public page says how the service refuses; a missing resource is the plain reading. */
function relay(call: Call, world: World): Effect {
  const machine = textAt(call.body, "machineId");
  if (machine === undefined) throw specViolation([missing("machineId")]);
  const relayType = textAt(call.body, "relayType") ?? "Platform";
  const match =
    /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)\/providers\/Microsoft\.HybridCompute\/machines\/([^/]+)$/i.exec(
      machine,
    );
  if (match === null)
    throw badRequest(
      "InvalidParameter",
      `The machineId '${machine}' is not the resource ID of a Microsoft.HybridCompute machine.`,
    );
  if (relayType !== "Platform" && relayType !== "Public")
    throw badRequest(
      "InvalidParameter",
      `The relayType '${relayType}' is not supported. Supported values are 'Platform' and 'Public'.`,
    );
  if (world.store.get(machine) === undefined)
    throw resourceNotFound("Microsoft.HybridCompute/machines", match[2] ?? "", match[1] ?? "");
  requireLinked(call, world, machine);
  return { kind: "relayAssigned", machine, relayType };
}

/**
 * The caller must also be allowed to see how the machine is reached: that is what the article's role "HybridCompute Machine
 * ListAccessDetails Action" is for. The service's own words for its lack are not public; these are ARM's for linked resources.
 */
function requireLinked(call: Call, world: World, machine: string): void {
  const action = "Microsoft.HybridCompute/machines/listAccessDetails/action";
  if (allows(grantsOf(world, call.caller), action, machine)) return;
  throw new Refusal(
    403,
    "LinkedAuthorizationFailed",
    `The client '${call.caller.name}' with object id '${call.caller.objectId}' has permission to perform action 'Microsoft.NetworkCloud/virtualMachines/assignRelay/action' on scope '${call.id}'; however, it does not have permission to perform action(s) '${action}' on the linked scope(s) '${machine}' (respectively) or the linked scope(s) are invalid.`,
  );
}

/** The VM's power is as it was asked to be. */
export function setPower(world: World, id: string, on: boolean): void {
  const machine = world.store.get(id);
  if (machine === undefined) return;
  world.store.put(
    touchedByProvider(
      world,
      withProperties(machine, {
        powerState: on ? "On" : "Off",
        detailedStatus: on ? "Running" : "Stopped",
        detailedStatusMessage: on
          ? "Running - virtual machine is running."
          : "Stopped - virtual machine is stopped.",
      }),
    ),
  );
  if (on) startGuest(world, id);
  else silenceAgent(world, id);
}
