import type { Answer, Call } from "../engine/call";
import { fullType, type Kind } from "../engine/kind";
import { apiVersions } from "../engine/apiVersions";
import { applyIdentity, dropIdentity } from "./identityMember";
import { isObject, mergePatch, objectAt, type JsonObject } from "../state/json";
import { operationHeaders, startOperation } from "../engine/operations";
import type { Course } from "../engine/operationStore";
import { badRequest } from "../engine/refusal";
import { render, withProperties, type Resource } from "../state/resource";
import { bodyOf, existing, getOf, listOf, locationFor, newEtag, tagsOf } from "../engine/tracked";
import type { World } from "../state/world";

/** Azure VMs and scale sets (Microsoft.Compute), as far as their managed identities go. */

const course: Course = { accepted: 0, total: 20 };
const rules = { both: "SystemAssigned, UserAssigned", userAssigned: true };

function computeKind(type: string): Kind {
  const address = { namespace: "Microsoft.Compute", types: [type] };
  return {
    ...address,
    apiVersions: apiVersions.compute,
    get: getOf(address),
    list: listOf(address),
    put: (call, world) => put(call, world, fullType(address)),
    patch: (call, world) => patch(call, world, existing(call, world, address)),
    delete: (call, world) => remove(call, world),
  };
}

export const azureVirtualMachines: Kind = computeKind("virtualMachines");
export const scaleSets: Kind = computeKind("virtualMachineScaleSets");

/** Of Azure's own VMs, not of Nexus's: the same names in another provider. */
export function isCompute(resource: Resource): boolean {
  return resource.type.startsWith("Microsoft.Compute/");
}

function put(call: Call, world: World, type: string): Answer {
  if (!/^[a-zA-Z0-9][\w.-]{0,62}$/.test(call.name))
    throw badRequest("InvalidParameter", `The value '${call.name}' of parameter name is invalid.`);
  const body = bodyOf(call);
  const present = world.store.get(call.id);
  const location = locationFor(call, body, present);
  const identity = applyIdentity(call, world, { asked: body["identity"], present, patch: false, rules });
  const tags = tagsOf(body["tags"]);
  const resource: Resource = {
    id: present?.id ?? call.id,
    name: present?.name ?? call.name,
    type,
    location,
    ...(tags !== undefined && { tags }),
    ...(isObject(body["sku"]) && { sku: body["sku"] }),
    ...(identity !== undefined && { identity }),
    etag: newEtag(world),
    properties: {
      ...withoutSecrets(objectAt(body, "properties")),
      vmId: world.random.guid(),
      ...vmIdOf(present),
      provisioningState: present === undefined ? "Creating" : "Updating",
    },
  };
  return begin(call, world, resource, present === undefined ? 201 : 200);
}

function vmIdOf(present: Resource | undefined): JsonObject {
  return present?.properties["vmId"] === undefined ? {} : { vmId: present.properties["vmId"] };
}

/** `osProfile.adminPassword` is never returned. */
function withoutSecrets(properties: JsonObject): JsonObject {
  const profile = properties["osProfile"];
  if (!isObject(profile)) return properties;
  const open = Object.entries(profile).filter(([key]) => key !== "adminPassword" && key !== "customData");
  return { ...properties, osProfile: Object.fromEntries(open) };
}

function patch(call: Call, world: World, present: Resource): Answer {
  const body = bodyOf(call);
  const identity = applyIdentity(call, world, { asked: body["identity"], present, patch: true, rules });
  const merged = mergePatch(present.properties, withoutSecrets(objectAt(body, "properties")));
  const tags = body["tags"] === undefined ? present.tags : tagsOf(body["tags"]);
  const changed: Resource = {
    ...withIdentity(present, identity),
    ...(tags !== undefined && { tags }),
    etag: newEtag(world),
    properties: { ...(isObject(merged) ? merged : {}), provisioningState: "Updating" },
  };
  return begin(call, world, changed, 200);
}

/** Compute leaves the member out when no identity is left. */
function withIdentity(resource: Resource, identity: JsonObject | undefined): Resource {
  if (identity !== undefined && identity["type"] !== "None") return { ...resource, identity };
  const { identity: _gone, ...rest } = resource;
  return rest;
}

function begin(call: Call, world: World, resource: Resource, status: number): Answer {
  world.store.put(resource);
  const operation = startOperation(call, world, {
    location: resource.location ?? "",
    course,
    effect: { kind: "computed" },
    form: "compute",
  });
  return { status, headers: operationHeaders(call, world, operation), body: render(resource) };
}

function remove(call: Call, world: World): Answer {
  const present = world.store.get(call.id);
  if (present === undefined) return { status: 204 };
  world.store.put(withProperties(present, { provisioningState: "Deleting" }));
  const operation = startOperation(call, world, {
    location: present.location ?? "",
    course,
    effect: { kind: "deleted" },
    form: "compute",
  });
  return { status: 202, headers: operationHeaders(call, world, operation) };
}

/** The change is made. */
export function completeCompute(world: World, id: string, state: string): void {
  const resource = world.store.get(id);
  if (resource !== undefined) world.store.put(withProperties(resource, { provisioningState: state }));
}

export function removeCompute(world: World, resource: Resource): void {
  dropIdentity(world, resource.identity);
  world.store.delete(resource.id);
}
