import { allows, grantsOf, roleAssignmentType, type Grant } from "../authorization/access";
import { textAt, type Json } from "../state/json";
import { groupOf, subscriptionOf, type Resource } from "../state/resource";
import { roleDefinitionType } from "../authorization/roles";
import { groupType, subscriptionType } from "../subscriptions/subscriptions";
import type { Identity } from "../authorization/token";
import type { World } from "../state/world";
import type { Tables } from "./run";
import type { Row } from "./values";

/** The tables of Resource Graph, with only the rows that `caller` may read. Undefined subscriptions: all of the tenant. */
export function tablesFor(
  world: World,
  caller: Identity,
  subscriptions: readonly string[] | undefined,
): Tables {
  const grants = grantsOf(world, caller);
  const wanted =
    subscriptions === undefined ? undefined : new Set(subscriptions.map((id) => id.toLowerCase()));
  return (name) => {
    switch (name) {
      case "resources":
        return rows(world, caller, grants, wanted, isTracked);
      case "resourcecontainers":
        return rows(world, caller, grants, wanted, isContainer);
      case "authorizationresources":
        return rows(world, caller, grants, wanted, isAuthorization);
      default:
        return undefined;
    }
  };
}

function isTracked(resource: Resource): boolean {
  return resource.location !== undefined && resource.type !== groupType;
}

function isContainer(resource: Resource): boolean {
  return resource.type === groupType || resource.type === subscriptionType;
}

function isAuthorization(resource: Resource): boolean {
  return resource.type === roleAssignmentType || resource.type === roleDefinitionType;
}

function* rows(
  world: World,
  caller: Identity,
  grants: readonly Grant[],
  wanted: ReadonlySet<string> | undefined,
  belongs: (resource: Resource) => boolean,
): Generator<Row> {
  const seen = new Map<string, { readonly tenantId: string; readonly whole: boolean } | undefined>();
  for (const resource of world.store.all()) {
    if (!belongs(resource)) continue;
    const subscription = subscriptionOf(resource.id);
    if (wanted !== undefined && !wanted.has(subscription)) continue;
    if (!seen.has(subscription)) seen.set(subscription, visible(world, caller, grants, subscription));
    const found = seen.get(subscription);
    if (found === undefined) continue;
    if (!found.whole && !allows(grants, `${resource.type}/read`, resource.id)) continue;
    yield new ResourceRow(resource, found.tenantId);
  }
}

/** Of another tenant: nothing. `whole`: a role that reads everything covers the subscription. */
function visible(
  world: World,
  caller: Identity,
  grants: readonly Grant[],
  subscription: string,
): { readonly tenantId: string; readonly whole: boolean } | undefined {
  const scope = `/subscriptions/${subscription}`;
  const tenantId = textAt(world.store.get(scope)?.extra, "tenantId") ?? "";
  if (tenantId !== caller.tenantId) return undefined;
  return { tenantId, whole: allows(grants, "Microsoft.Practice/anything/read", scope) };
}

const columns = [
  "id",
  "name",
  "type",
  "tenantId",
  "kind",
  "location",
  "resourceGroup",
  "subscriptionId",
  "managedBy",
  "sku",
  "plan",
  "properties",
  "tags",
  "identity",
  "zones",
  "extendedLocation",
  "systemData",
] as const;
const columnNames: ReadonlySet<string> = new Set(columns);

/** A resource as a row of Resource Graph, types and group names in lower case. Columns are worked out when they are asked for. */
class ResourceRow implements Row {
  readonly #resource: Resource;
  readonly #tenantId: string;

  constructor(resource: Resource, tenantId: string) {
    this.#resource = resource;
    this.#tenantId = tenantId;
  }

  get(name: string): Json | undefined {
    return columnNames.has(name) ? columnOf(this.#resource, name, this.#tenantId) : undefined;
  }

  has(name: string): boolean {
    return columnNames.has(name);
  }

  keys(): Iterable<string> {
    return columns;
  }

  entries(): Iterable<readonly [string, Json]> {
    return columns.map((name) => [name, columnOf(this.#resource, name, this.#tenantId)] as const);
  }
}

function columnOf(resource: Resource, name: string, tenantId: string): Json {
  const isSubscription = resource.type === subscriptionType;
  switch (name) {
    case "id":
      return resource.id;
    case "name":
      return isSubscription ? (textAt(resource.extra, "displayName") ?? "") : resource.name;
    case "type":
      return typeOf(resource);
    case "tenantId":
      return tenantId;
    case "kind":
      return resource.kind ?? "";
    case "location":
      return resource.location ?? "";
    case "resourceGroup":
      return groupOf(resource.id).toLowerCase();
    case "subscriptionId":
      return subscriptionOf(resource.id);
    case "managedBy":
      return "";
    case "sku":
      return resource.sku ?? null;
    case "properties":
      return isSubscription ? (resource.extra ?? null) : resource.properties;
    case "tags":
      return resource.tags ?? null;
    case "identity":
      return resource.identity ?? null;
    case "extendedLocation":
      return resource.extendedLocation ?? null;
    case "systemData":
      return resource.systemData ?? null;
    default:
      return null;
  }
}

function typeOf(resource: Resource): string {
  return resource.type === groupType
    ? "microsoft.resources/subscriptions/resourcegroups"
    : resource.type.toLowerCase();
}
