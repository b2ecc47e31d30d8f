import { apiVersions } from "../engine/apiVersions";
import type { Answer, Call } from "../engine/call";
import { fullType, type Kind } from "../engine/kind";
import { applyIdentity, dropIdentity } from "../identities/identityMember";
import { isObject, objectAt, textAt, type Json, type JsonObject } from "../state/json";
import { badRequest, Refusal } from "../engine/refusal";
import { render, type Resource } from "../state/resource";
import { bodyOf, existing, found, listOf, locationFor, systemData, tagsOf } from "../engine/tracked";
import { timestamp, type World } from "../state/world";

/** Microsoft.HybridCompute/machines. Its PUT is synchronous: the machine waits for its agent. */

const address = { namespace: "Microsoft.HybridCompute", types: ["machines"] };
export const machineType = fullType(address);
const namePattern = /^[a-zA-Z0-9-_.]{1,54}$/;
const guid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Properties that a client may write; the others are the agent's or the service's (read-only in every version). */
const writable = [
  "agentUpgrade",
  "clientPublicKey",
  "cloudMetadata",
  "extensions",
  "hardwareResourceId",
  "identityKeyStore",
  "licenseProfile",
  "locationData",
  "mssqlDiscovered",
  "osProfile",
  "osType",
  "parentClusterResourceId",
  "privateLinkScopeResourceId",
  "serviceStatuses",
  "tpmEkCertificate",
  "vmId",
];

export const machines: Kind = {
  ...address,
  apiVersions: apiVersions.hybridCompute,
  list: listOf(address),
  get: (call, world) => found(existing(call, world, address)),
  put,
  patch,
  delete: (call, world) => {
    const machine = world.store.get(call.id);
    if (machine === undefined) return { status: 204 };
    removeMachine(world, machine);
    return { status: 200 };
  },
};

function put(call: Call, world: World): Answer {
  if (!namePattern.test(call.name))
    throw badRequest(
      "InvalidResourceName",
      `The machine name '${call.name}' is invalid. It must match the pattern '^[a-zA-Z0-9-_\\.]{1,54}$' and cannot be longer than 54 characters.`,
    );
  const body = bodyOf(call);
  const present = world.store.get(call.id);
  const location = locationFor(call, body, present);
  const asked = body["properties"];
  if (!isObject(asked))
    throw badRequest(
      "InvalidRequestContent",
      "The request content was invalid: Required property 'properties' not found in JSON.",
    );
  const wanted = Object.fromEntries(Object.entries(asked).filter(([key]) => writable.includes(key)));
  checkVmId(wanted["vmId"]);
  refuseAnotherMachine(present, wanted);
  const tags = tagsOf(body["tags"]);
  const identity = applyIdentity(call, world, {
    asked: body["identity"],
    present,
    patch: present !== undefined,
    rules: { both: "SystemAssigned,UserAssigned", userAssigned: false },
  });
  const machine: Resource = {
    id: present?.id ?? call.id,
    name: present?.name ?? call.name,
    type: machineType,
    location,
    tags: tags ?? present?.tags ?? {},
    ...(typeof body["kind"] === "string" && { kind: body["kind"] }),
    ...(identity !== undefined && { identity }),
    systemData: systemData(call, world, present),
    properties: {
      ...(present === undefined ? fresh(world, call.name) : present.properties),
      ...wanted,
      provisioningState: "Succeeded",
    },
    ...(present?.hidden !== undefined && { hidden: present.hidden }),
  };
  world.store.put(machine);
  return { status: present === undefined ? 201 : 200, body: render(machine) };
}

function fresh(world: World, name: string): JsonObject {
  return {
    status: "AwaitingConnection",
    lastStatusChange: timestamp(world.now()),
    displayName: name,
    errorDetails: [],
    vmId: world.random.guid(),
  };
}

function checkVmId(value: Json | undefined): void {
  if (value === undefined || (typeof value === "string" && guid.test(value))) return;
  throw badRequest("InvalidParameter", "The property 'vmId' must be a GUID of 36 characters.");
}

/** A machine keeps the key and the id with which it was made: another VM cannot take it over by a PUT. */
function refuseAnotherMachine(present: Resource | undefined, wanted: JsonObject): void {
  for (const key of ["vmId", "clientPublicKey"]) {
    const before = textAt(present?.properties, key);
    const asked = textAt(wanted, key);
    if (before === undefined || asked === undefined || before.toLowerCase() === asked.toLowerCase()) continue;
    throw new Refusal(
      409,
      "HCRP409",
      `A machine with the name '${present?.name ?? ""}' already exists in this resource group with a different ${key}. Delete the existing resource or use another name.`,
    );
  }
}

function patch(call: Call, world: World): Answer {
  const present = existing(call, world, address);
  const body = bodyOf(call);
  const wanted = Object.fromEntries(
    Object.entries(objectAt(body, "properties")).filter(([key]) => writable.includes(key)),
  );
  refuseAnotherMachine(present, wanted);
  const machine: Resource = {
    ...present,
    ...(body["tags"] !== undefined && { tags: tagsOf(body["tags"]) ?? {} }),
    properties: { ...present.properties, ...wanted },
    systemData: systemData(call, world, present),
  };
  world.store.put(machine);
  return found(machine);
}

/** The machine with everything that hangs on it. */
export function removeMachine(world: World, machine: Resource): void {
  dropIdentity(world, machine.identity);
  for (const child of [...world.store.under(machine.id)]) world.store.delete(child.id);
  world.store.delete(machine.id);
}
