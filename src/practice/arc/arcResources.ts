import type { Answer, Call } from "../engine/call";
import { type Kind, fullType } from "../engine/kind";
import { apiVersions } from "../engine/apiVersions";
import { objectAt, type JsonObject } from "../state/json";
import { Refusal } from "../engine/refusal";
import { render, type Resource } from "../state/resource";
import { bodyOf, getOf, listOf, locationFor, systemData, tagsOf } from "../engine/tracked";
import type { World } from "../state/world";

/** What stands around Arc machines. All writes are answered at once, with `Succeeded`. */

function simpleKind(
  address: Pick<Kind, "namespace" | "types">,
  versions: readonly string[],
  defaults: JsonObject,
): Kind {
  return {
    ...address,
    apiVersions: versions,
    get: getOf(address),
    list: listOf(address),
    put: (call, world) => put(call, world, address, defaults),
    delete: (call, world) => {
      if (world.store.get(call.id) === undefined) return { status: 204 };
      world.store.delete(call.id);
      return { status: 200 };
    },
  };
}

function put(
  call: Call,
  world: World,
  address: Pick<Kind, "namespace" | "types">,
  defaults: JsonObject,
): Answer {
  const body = bodyOf(call);
  const present = world.store.get(call.id);
  if (address.types.length > 1) requireParent(call, world, address);
  const tags = tagsOf(body["tags"]);
  const resource: Resource = {
    id: present?.id ?? call.id,
    name: present?.name ?? call.name,
    type: fullType(address),
    location: locationFor(call, body, present),
    ...(tags !== undefined && { tags }),
    systemData: systemData(call, world, present),
    properties: { ...defaults, ...objectAt(body, "properties"), provisioningState: "Succeeded" },
  };
  world.store.put(resource);
  return { status: present === undefined ? 201 : 200, body: render(resource) };
}

function requireParent(call: Call, world: World, address: Pick<Kind, "types">): void {
  const parent = call.id.split("/").slice(0, -2).join("/");
  if (world.store.get(parent) !== undefined) return;
  throw new Refusal(
    404,
    "ParentResourceNotFound",
    `Failed to perform 'write' on resource(s) of type '${address.types.join("/")}', because the parent resource '${parent}' could not be found.`,
  );
}

export const privateLinkScopes: Kind = simpleKind(
  { namespace: "Microsoft.HybridCompute", types: ["privateLinkScopes"] },
  apiVersions.hybridCompute,
  {
    publicNetworkAccess: "Disabled",
    privateLinkScopeId: "00000000-0000-0000-0000-000000000000",
    privateEndpointConnections: [],
  },
);

export const machineExtensions: Kind = simpleKind(
  { namespace: "Microsoft.HybridCompute", types: ["machines", "extensions"] },
  apiVersions.hybridCompute,
  {},
);

export const customLocations: Kind = simpleKind(
  { namespace: "Microsoft.ExtendedLocation", types: ["customLocations"] },
  apiVersions.extendedLocation,
  { hostType: "Kubernetes", namespace: "nc-system" },
);
