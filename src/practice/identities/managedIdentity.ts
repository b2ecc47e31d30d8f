import { apiVersions } from "../engine/apiVersions";
import type { Answer, Call } from "../engine/call";
import type { Kind } from "../engine/kind";
import { textAt } from "../state/json";
import { Refusal } from "../engine/refusal";
import { render, type Resource } from "../state/resource";
import { bodyOf, existing, found, getOf, listOf, locationFor, tagsOf, tenantOf } from "../engine/tracked";
import type { World } from "../state/world";

/** Microsoft.ManagedIdentity. Everything about a user-assigned identity is synchronous. */

const address = { namespace: "Microsoft.ManagedIdentity", types: ["userAssignedIdentities"] };
const namePattern = /^[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}$/;

export const userAssignedIdentities: Kind = {
  ...address,
  apiVersions: apiVersions.managedIdentity,
  get: getOf(address),
  list: listOf(address),
  put,
  patch: (call, world) => {
    const present = existing(call, world, address);
    const tags = tagsOf(bodyOf(call)["tags"]);
    const changed = { ...present, ...(tags !== undefined && { tags }) };
    world.store.put(changed);
    return found(changed);
  },
  delete: (call, world) => {
    const present = world.store.get(call.id);
    if (present === undefined) return { status: 204 };
    // References on VMs remain, as in Azure: only the principal goes.
    world.directory.remove(textAt(present.properties, "principalId") ?? "");
    world.store.delete(call.id);
    return { status: 200 };
  },
};

function put(call: Call, world: World): Answer {
  if (!namePattern.test(call.name))
    throw new Refusal(
      400,
      "BadRequest",
      `The resource name '${call.name}' is invalid. It must be 3 to 128 characters long, start with a letter or a number, and contain only letters, numbers, '-' and '_'.`,
    );
  const body = bodyOf(call);
  const present = world.store.get(call.id);
  const location = locationFor(call, body, present);
  const identity: Resource = {
    id: present?.id ?? spelledId(call.id),
    name: present?.name ?? call.name,
    type: "Microsoft.ManagedIdentity/userAssignedIdentities",
    location,
    tags: tagsOf(body["tags"]) ?? present?.tags ?? {},
    properties: present?.properties ?? newPrincipal(call, world),
  };
  world.store.put(identity);
  return present === undefined
    ? { status: 201, headers: { location: identity.id }, body: render(identity) }
    : { status: 200, body: render(identity) };
}

/** This provider answers with `resourcegroups` in lower case. */
export function spelledId(id: string): string {
  return id.replace(/\/resourceGroups\//i, "/resourcegroups/");
}

function newPrincipal(call: Call, world: World): Resource["properties"] {
  const tenantId = tenantOf(world, call.id);
  const principalId = world.random.guid();
  const clientId = world.random.guid();
  world.directory.add({
    objectId: principalId,
    tenantId,
    name: call.name,
    kind: "managedIdentity",
    clientId,
    resourceId: call.id,
    createdAt: world.now(),
  });
  return { tenantId, principalId, clientId };
}

/** `{resource}/providers/Microsoft.ManagedIdentity/identities/default`: the system-assigned identity of any resource. */
export const systemAssignedIdentity: Kind = {
  namespace: "Microsoft.ManagedIdentity",
  types: ["identities"],
  apiVersions: apiVersions.managedIdentity,
  get: (call, world) => {
    const resource = world.store.get(call.target.scope);
    const principalId = textAt(resource?.identity, "principalId");
    if (resource === undefined || principalId === undefined || call.name.toLowerCase() !== "default")
      throw new Refusal(
        404,
        "ResourceNotFound",
        `No system-assigned identity was found for resource '${call.target.scope}'.`,
      );
    return {
      status: 200,
      body: {
        id: call.id,
        name: "default",
        type: "Microsoft.ManagedIdentity/identities",
        location: resource.location,
        properties: {
          tenantId: textAt(resource.identity, "tenantId"),
          principalId,
          clientId: world.directory.get(principalId)?.clientId,
        },
      },
    };
  },
};
