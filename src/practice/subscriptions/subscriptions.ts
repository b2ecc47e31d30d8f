import { apiVersions } from "../engine/apiVersions";
import type { Answer, Call } from "../engine/call";
import type { Kind } from "../engine/kind";
import { allows, grantsOf } from "../authorization/access";
import { objectAt, textAt, type JsonObject } from "../state/json";
import { Refusal } from "../engine/refusal";
import { operationUrl, retryAfter, startOperation } from "../engine/operations";
import { groupMembers, resourceFilter, resourceMembers } from "../engine/resourceFilter";
import { render, subscriptionOf, withProperties, type Resource } from "../state/resource";
import { bodyOf, locationFor, page, tagsOf } from "../engine/tracked";
import type { World } from "../state/world";

/** Subscriptions, tenants, resource groups and the generic list of resources (Microsoft.Resources 2020-01-01 … 2024-11-01). */

export const subscriptionType = "Microsoft.Resources/subscriptions";
export const groupType = "Microsoft.Resources/resourceGroups";

const namespace = "Microsoft.Resources";

export const tenants: Kind = {
  namespace,
  types: ["tenants"],
  apiVersions: apiVersions.resources,
  open: true,
  list: (call, world) => ({
    status: 200,
    body: page(
      call,
      world.directory.tenants.map((tenant) => ({
        id: `/tenants/${tenant.tenantId}`,
        tenantId: tenant.tenantId,
        countryCode: "GB",
        displayName: tenant.displayName,
        defaultDomain: tenant.defaultDomain,
        tenantCategory: "Home",
        tenantType: "AAD",
      })),
    ),
  }),
};

export const subscriptions: Kind = {
  namespace,
  types: ["subscriptions"],
  apiVersions: apiVersions.resources,
  open: true,
  list: (call, world) => {
    const grants = grantsOf(world, call.caller);
    const visible: JsonObject[] = [];
    for (const resource of world.store.list(subscriptionType)) {
      if (textAt(resource.extra, "tenantId") !== call.caller.tenantId) continue;
      if (grants.some((grant) => grant.scope === "/" || subscriptionOf(grant.scope) === resource.name))
        visible.push(renderSubscription(resource));
    }
    return { status: 200, body: page(call, visible) };
  },
  get: (call, world) => ({ status: 200, body: renderSubscription(subscriptionAt(world, call.subscription)) }),
};

export function subscriptionAt(world: World, id: string): Resource {
  const resource = world.store.get(`/subscriptions/${id}`);
  if (resource !== undefined) return resource;
  throw new Refusal(404, "SubscriptionNotFound", `The subscription '${id}' could not be found.`);
}

function renderSubscription(resource: Resource): JsonObject {
  return {
    id: resource.id,
    authorizationSource: "RoleBased",
    managedByTenants: [],
    subscriptionId: resource.name,
    tenantId: textAt(resource.extra, "tenantId"),
    displayName: textAt(resource.extra, "displayName"),
    state: textAt(resource.extra, "state") ?? "Enabled",
    subscriptionPolicies: {
      locationPlacementId: "Public_2014-09-01",
      quotaId: "PayAsYouGo_2014-09-01",
      spendingLimit: "Off",
    },
  };
}

export const resourceGroups: Kind = {
  namespace,
  types: ["subscriptions", "resourceGroups"],
  apiVersions: apiVersions.resources,
  list: (call, world) => {
    const matches = resourceFilter(call.url.searchParams.get("$filter"), groupMembers);
    const groups = [...world.store.list(groupType, call.subscription)].filter(matches);
    return { status: 200, body: page(call, groups.map(render)) };
  },
  get: (call, world) => ({ status: 200, body: render(groupAt(world, call)) }),
  put: putGroup,
  patch: (call, world) => {
    const group = { ...groupAt(world, call), tags: tagsOf(objectAt(bodyOf(call), "tags")) ?? {} };
    world.store.put(group);
    return { status: 200, body: render(group) };
  },
  delete: (call, world) => {
    const group = groupAt(world, call);
    world.store.put(withProperties(group, { provisioningState: "Deleting" }));
    const operation = startOperation(call, world, {
      location: group.location ?? "",
      course: { accepted: 5, total: 60 },
      effect: { kind: "groupDeleted" },
      form: "manager",
    });
    const headers = { location: operationUrl(call, operation, "result"), "retry-after": retryAfter(world) };
    return { status: 202, headers };
  },
};

function putGroup(call: Call, world: World): Answer {
  if (!/^[-\w._()]{0,89}[-\w_()]$/.test(call.name))
    throw new Refusal(
      400,
      "InvalidResourceGroup",
      `The provided resource group name '${call.name}' has these invalid characters or ends with a period. The name can only be a letter, digit, '-', '.', '(', ')' or '_'.`,
    );
  const body = bodyOf(call);
  const present = world.store.get(call.id);
  const location = locationFor(call, body, present);
  const group: Resource = {
    id: `/subscriptions/${call.subscription}/resourceGroups/${call.name}`,
    name: call.name,
    type: groupType,
    location,
    ...(body["tags"] !== undefined && { tags: tagsOf(body["tags"]) ?? {} }),
    properties: { provisioningState: "Succeeded" },
  };
  world.store.put(group);
  return { status: present === undefined ? 201 : 200, body: render(group) };
}

export function groupAt(world: World, call: Pick<Call, "subscription" | "group">): Resource {
  const group = world.store.get(`/subscriptions/${call.subscription}/resourceGroups/${call.group}`);
  if (group !== undefined) return group;
  throw new Refusal(404, "ResourceGroupNotFound", `Resource group '${call.group}' could not be found.`);
}

/** `GET …/resources`: every tracked resource under a subscription or group, without its properties. */
function listResources(call: Call, world: World): Answer {
  const grants = grantsOf(world, call.caller);
  const matches = resourceFilter(call.url.searchParams.get("$filter"), resourceMembers);
  const expand = (call.url.searchParams.get("$expand") ?? "").toLowerCase().split(",");
  const items: JsonObject[] = [];
  for (const resource of world.store.under(
    call.group === "" ? `/subscriptions/${call.subscription}` : call.id,
  )) {
    if (resource.location === undefined || resource.type === groupType) continue;
    if (!matches(resource)) continue;
    if (!allows(grants, `${resource.type}/read`, resource.id)) continue;
    const { id, name, type, location, extendedLocation, tags, identity, kind } = resource;
    const more = expanded(resource, expand);
    items.push({ id, name, type, kind, location, extendedLocation, identity, tags, ...more });
  }
  return { status: 200, body: page(call, items) };
}

/** Members that a list shows only when it is asked to (`$expand`). */
function expanded({ systemData, properties }: Resource, wanted: readonly string[]): JsonObject {
  const all = {
    createdTime: systemData?.["createdAt"],
    changedTime: systemData?.["lastModifiedAt"],
    provisioningState: properties["provisioningState"],
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name.toLowerCase())));
}

export const subscriptionResources: Kind = {
  namespace,
  types: ["subscriptions", "resources"],
  apiVersions: apiVersions.resources,
  open: true,
  list: listResources,
};

export const groupResources: Kind = {
  namespace,
  types: ["subscriptions", "resourceGroups", "resources"],
  apiVersions: apiVersions.resources,
  open: true,
  list: listResources,
};

export const locations: Kind = {
  namespace,
  types: ["subscriptions", "locations"],
  apiVersions: apiVersions.resources,
  list: (call) => ({
    status: 200,
    body: page(
      call,
      Object.entries(regions).map(([name, displayName]) => ({
        id: `/subscriptions/${call.subscription}/locations/${name}`,
        name,
        displayName,
        regionalDisplayName: displayName,
      })),
    ),
  }),
};

export const regions: Readonly<Record<string, string>> = {
  uksouth: "UK South",
  eastus: "East US",
  eastus2euap: "East US 2 EUAP",
  westeurope: "West Europe",
  northeurope: "North Europe",
  southcentralus: "South Central US",
  australiaeast: "Australia East",
  japaneast: "Japan East",
};
