import type { Json, JsonObject } from "./json";

/** One Azure resource, as the practice cloud keeps it. */
export interface Resource {
  readonly id: string;
  readonly name: string;
  /** As answers spell it: `microsoft.networkcloud/virtualmachines` but `Microsoft.HybridCompute/machines`. */
  readonly type: string;
  readonly location?: string;
  readonly extendedLocation?: JsonObject;
  readonly tags?: JsonObject;
  readonly kind?: string;
  readonly sku?: JsonObject;
  readonly identity?: JsonObject;
  readonly systemData?: JsonObject;
  readonly properties: JsonObject;
  /** Changes with every write; what the `etag` header says. */
  readonly etag?: string;
  /** Members at the top level that no other resource type has. */
  readonly extra?: JsonObject;
  /** What Azure knows and no answer shows, for example which identity the VM was created with. */
  readonly hidden?: JsonObject;
}

/** The body that a GET answers with, members in ARM's order. */
export function render(resource: Resource): JsonObject {
  return {
    id: resource.id,
    name: resource.name,
    type: resource.type,
    location: resource.location,
    extendedLocation: resource.extendedLocation,
    kind: resource.kind,
    sku: resource.sku,
    tags: resource.tags,
    identity: resource.identity,
    systemData: resource.systemData,
    ...resource.extra,
    properties: resource.properties,
  };
}

export function withProperties(
  resource: Resource,
  changes: Readonly<Record<string, Json | undefined>>,
): Resource {
  return { ...resource, properties: { ...resource.properties, ...changes } };
}

const subscriptionRoot = "/subscriptions/";
const groupPattern = /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)/i;

/** The subscription id in an ARM id, in lower case; "" for a tenant-level one. */
export function subscriptionOf(id: string): string {
  if (id.slice(0, subscriptionRoot.length).toLowerCase() !== subscriptionRoot) return "";
  const end = id.indexOf("/", subscriptionRoot.length);
  return id.slice(subscriptionRoot.length, end < 0 ? undefined : end).toLowerCase();
}

/** The resource group's name in an ARM id, as it is spelled there; "" when there is none. */
export function groupOf(id: string): string {
  return groupPattern.exec(id)?.[1] ?? "";
}

/** Whether `scope` is `id` or above it. */
export function covers(scope: string, id: string): boolean {
  const outer = scope.toLowerCase().replace(/\/+$/, "");
  const inner = id.toLowerCase();
  return inner === outer || inner.startsWith(`${outer}/`);
}
