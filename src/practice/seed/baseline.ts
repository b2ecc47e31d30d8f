import { roleAssignmentType } from "../authorization/access";
import type { JsonObject } from "../state/json";
import type { Resource } from "../state/resource";
import { builtInRoles } from "../authorization/roles";
import { groupType, subscriptionType } from "../subscriptions/subscriptions";
import type { Identity } from "../authorization/token";
import { timestamp, type World } from "../state/world";

/** The ground that every practice cloud stands on: tenants, users, subscriptions, groups, roles. */

export function addUser(world: World, tenantId: string | undefined): Identity {
  const home = tenantId ?? "22222222-aaaa-4bbb-8ccc-000000000001";
  world.directory.tenants.push({
    tenantId: home,
    displayName: "Contoso Telecom (practice)",
    defaultDomain: "practice.example",
  });
  const user: Identity = {
    objectId: "33333333-aaaa-4bbb-8ccc-000000000001",
    tenantId: home,
    name: "operator@practice.example",
    kind: "user",
  };
  world.directory.add({ ...user, createdAt: world.now() });
  return user;
}

/** Providers that a new practice subscription has registered. */
const registered = [
  "Microsoft.Authorization",
  "Microsoft.Compute",
  "Microsoft.ExtendedLocation",
  "Microsoft.GuestConfiguration",
  "Microsoft.HybridCompute",
  "Microsoft.HybridConnectivity",
  "Microsoft.ManagedIdentity",
  "Microsoft.NetworkCloud",
  "Microsoft.ResourceGraph",
  "Microsoft.Resources",
];

export function addSubscription(
  world: World,
  input: {
    readonly id: string;
    readonly name: string;
    readonly tenantId: string;
    readonly unregistered?: readonly string[];
  },
): void {
  const providers = registered.filter((namespace) => input.unregistered?.includes(namespace) !== true);
  world.store.put({
    id: `/subscriptions/${input.id}`,
    name: input.id,
    type: subscriptionType,
    properties: {},
    extra: { displayName: input.name, tenantId: input.tenantId, state: "Enabled" },
    hidden: {
      registered: Object.fromEntries(providers.map((namespace) => [namespace.toLowerCase(), "Registered"])),
    },
  });
}

export function addGroup(world: World, subscription: string, name: string, location = "uksouth"): void {
  world.store.put({
    id: `/subscriptions/${subscription}/resourceGroups/${name}`,
    name,
    type: groupType,
    location,
    properties: { provisioningState: "Succeeded" },
  });
}

/** Gives a built-in role, by its display name, at once. */
export function grant(
  world: World,
  input: {
    readonly principalId: string;
    readonly principalType: "User" | "ServicePrincipal";
    readonly role: string;
    readonly scope: string;
  },
): Resource {
  const role = builtInRoles.find(({ name }) => name === input.role);
  if (role === undefined) throw new RangeError(`no built-in role is called "${input.role}"`);
  const name = world.random.guid();
  const now = timestamp(world.now());
  const scope = input.scope === "/" ? "" : input.scope;
  const subscription = /^\/subscriptions\/[^/]+/.exec(scope)?.[0] ?? "";
  const assignment: Resource = {
    id: `${scope}/providers/${roleAssignmentType}/${name}`,
    name,
    type: roleAssignmentType,
    properties: {
      roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${role.id}`,
      principalId: input.principalId,
      principalType: input.principalType,
      scope: input.scope,
      condition: null,
      conditionVersion: null,
      createdOn: now,
      updatedOn: now,
      createdBy: input.principalId,
      updatedBy: input.principalId,
      delegatedManagedIdentityResourceId: null,
      description: null,
    },
  };
  world.store.put(assignment);
  return assignment;
}

/** `systemData` of what was there before the practice cloud was opened, to the minute. */
export function olderData(world: World, days: number): JsonObject {
  const then = timestamp(Math.floor(world.now() / 60_000) * 60_000 - days * 86_400_000);
  return {
    createdBy: "planner@practice.example",
    createdByType: "User",
    createdAt: then,
    lastModifiedBy: "319f651f-7ddb-4fc6-9857-7aef9250bd05",
    lastModifiedByType: "Application",
    lastModifiedAt: then,
  };
}

/** The first subscription of the friendly population and of fleets. */
export const defaultSubscription = "11111111-aaaa-4bbb-8ccc-000000000001";
