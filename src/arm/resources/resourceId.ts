/**
 * Azure Resource Manager ids, as
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#resourceid describes them:
 * a scope (tenant, subscription, resource group, or another resource) and `/providers/{namespace}/{type}/{name}…` under it.
 * Azure compares ids without regard to case and returns them in varying case; `text` keeps the case that was given.
 */
export type ResourceId = TenantScope | SubscriptionId | ResourceGroupId | ProviderResourceId;

export interface TenantScope {
  readonly kind: "tenant";
  readonly text: "/";
}

export interface SubscriptionId {
  readonly kind: "subscription";
  readonly text: string;
  readonly subscriptionId: string;
}

export interface ResourceGroupId {
  readonly kind: "resourceGroup";
  readonly text: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
}

export interface ProviderResourceId {
  readonly kind: "resource";
  readonly text: string;
  /** What the resource hangs on: a resource group, or for an extension resource the resource it extends. */
  readonly scope: ResourceId;
  /** `Microsoft.HybridCompute`. */
  readonly provider: string;
  /** The full type, `Microsoft.HybridCompute/machines/extensions`. */
  readonly type: string;
  /** One name for each part of the type after the provider. */
  readonly names: readonly string[];
  /** The last of `names`. */
  readonly name: string;
  /** Of the innermost scope that has one; absent for resources of the tenant or of a management group. */
  readonly subscriptionId?: string;
  readonly resourceGroup?: string;
}

/** Why a text is not a resource id, and where. */
export class ResourceIdError extends Error {
  override readonly name = "ResourceIdError";
  readonly text: string;
  /** Offset in `text` of what is wrong, in UTF-16 units. */
  readonly position: number;

  constructor(text: string, position: number, problem: string) {
    super(`"${text}" is not an Azure resource ID: ${problem}`);
    this.text = text;
    this.position = position;
  }
}

const tenant: TenantScope = { kind: "tenant", text: "/" };

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
// Resource group names: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources
const resourceGroupName = /^[-\p{L}\p{N}_.()]{0,89}[-\p{L}\p{N}_()]$/u;
const providerNamespace = /^[a-z0-9]+(?:\.[a-z0-9]+)*$/i;
const typeName = /^[a-z0-9][a-z0-9_.-]*$/i;
// What ARM lets into no name: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
const nameForbids = /[/\\?#%<>&"\p{Cc}\p{Cs}]/u;

interface Segment {
  readonly text: string;
  readonly at: number;
}

/** Reads one id. Throws `ResourceIdError`. A slash at the end is ignored. */
export function parseResourceId(text: string): ResourceId {
  if (text === "/") return tenant;
  if (!text.startsWith("/")) throw new ResourceIdError(text, 0, "it must start with a slash.");
  return parseScope(text, segmentsOf(text));
}

/** Reads one id; `undefined` when it is none. */
export function tryParseResourceId(text: string): ResourceId | undefined {
  try {
    return parseResourceId(text);
  } catch (error) {
    if (error instanceof ResourceIdError) return undefined;
    throw error;
  }
}

function segmentsOf(text: string): readonly Segment[] {
  const trimmed = text.endsWith("/") ? text.slice(0, -1) : text;
  let at = 1;
  return trimmed
    .slice(1)
    .split("/")
    .map((part) => {
      const segment = { text: part, at };
      at += part.length + 1;
      return segment;
    });
}

function parseScope(text: string, segments: readonly Segment[]): ResourceId {
  const [first, second, third, fourth] = segments;
  if (first === undefined || !is(first, "subscriptions")) return parseProviders(text, tenant, segments);
  if (second === undefined || !guid.test(second.text)) {
    throw new ResourceIdError(
      text,
      second?.at ?? text.length,
      "/subscriptions/ must be followed by a subscription GUID.",
    );
  }
  const subscription = subscriptionId(second.text);
  if (third === undefined || !is(third, "resourceGroups"))
    return parseProviders(text, subscription, segments.slice(2));
  if (fourth === undefined || !resourceGroupName.test(fourth.text)) {
    throw new ResourceIdError(
      text,
      fourth?.at ?? text.length,
      "/resourceGroups/ must be followed by a name of up to 90 letters, digits, '_', '-', '.', '(', and ')' that does not end with '.'.",
    );
  }
  return parseProviders(text, resourceGroupId(second.text, fourth.text), segments.slice(4));
}

function parseProviders(text: string, scope: ResourceId, segments: readonly Segment[]): ResourceId {
  const [keyword, provider, ...rest] = segments;
  if (keyword === undefined) return scope;
  if (!is(keyword, "providers")) {
    const expected = scope.kind === "tenant" ? '"subscriptions" or "providers"' : '"providers"';
    throw new ResourceIdError(text, keyword.at, `expected ${expected} instead of "${keyword.text}".`);
  }
  if (provider === undefined || !providerNamespace.test(provider.text)) {
    throw new ResourceIdError(
      text,
      provider?.at ?? text.length,
      "/providers/ must be followed by a namespace such as Microsoft.HybridCompute.",
    );
  }
  const next = rest.findIndex((segment, index) => index > 0 && index % 2 === 0 && is(segment, "providers"));
  const own = next === -1 ? rest : rest.slice(0, next);
  const resource = readResource(text, scope, provider.text, own);
  return next === -1 ? resource : parseProviders(text, resource, rest.slice(next));
}

function readResource(
  text: string,
  scope: ResourceId,
  provider: string,
  pairs: readonly Segment[],
): ProviderResourceId {
  const types: string[] = [];
  const names: string[] = [];
  for (let index = 0; index < pairs.length || index === 0; index += 2) {
    const type = pairs[index];
    const name = pairs[index + 1];
    if (type === undefined || !typeName.test(type.text)) {
      throw new ResourceIdError(
        text,
        type?.at ?? text.length,
        "a resource type such as machines is missing.",
      );
    }
    if (name === undefined || !isResourceName(name.text)) {
      throw new ResourceIdError(
        text,
        name?.at ?? text.length,
        `the name of the ${type.text} resource is missing or not allowed.`,
      );
    }
    types.push(type.text);
    names.push(name.text);
  }
  return makeResource(scope, [provider, ...types].join("/"), names);
}

function is(segment: Segment, keyword: string): boolean {
  return segment.text.toLowerCase() === keyword.toLowerCase();
}

function isResourceName(name: string): boolean {
  return name !== "" && name !== "." && name !== ".." && name.length <= 260 && !nameForbids.test(name);
}

function makeResource(scope: ResourceId, type: string, names: readonly string[]): ProviderResourceId {
  const [provider = "", ...types] = type.split("/");
  const base = scope.kind === "tenant" ? "" : scope.text;
  const path = types.map((part, index) => `/${part}/${names[index] ?? ""}`).join("");
  return {
    kind: "resource",
    text: `${base}/providers/${provider}${path}`,
    scope,
    provider,
    type,
    names,
    name: names.at(-1) ?? "",
    ...("subscriptionId" in scope && { subscriptionId: scope.subscriptionId }),
    ...("resourceGroup" in scope && { resourceGroup: scope.resourceGroup }),
  };
}

/** `/subscriptions/{id}`. Throws `ResourceIdError` when the id is not a GUID. */
export function subscriptionId(id: string): SubscriptionId {
  const text = `/subscriptions/${id}`;
  if (!guid.test(id)) throw new ResourceIdError(text, 15, "a subscription ID must be a GUID.");
  return { kind: "subscription", text, subscriptionId: id };
}

/** `/subscriptions/{id}/resourceGroups/{name}`. Throws `ResourceIdError`. */
export function resourceGroupId(subscription: string, name: string): ResourceGroupId {
  const parent = subscriptionId(subscription);
  const text = `${parent.text}/resourceGroups/${name}`;
  if (!resourceGroupName.test(name)) {
    throw new ResourceIdError(text, text.length - name.length, "this is not a valid resource group name.");
  }
  return { kind: "resourceGroup", text, subscriptionId: subscription, resourceGroup: name };
}

/**
 * The id of a resource of `type` (`Microsoft.HybridCompute/machines`) under `scope`, one name for each part of the type.
 * With a resource as scope it is an extension resource. Throws `ResourceIdError`.
 */
export function resourceId(
  scope: ResourceId | string,
  type: string,
  ...names: readonly string[]
): ProviderResourceId {
  const parent = typeof scope === "string" ? parseResourceId(scope) : scope;
  const made = makeResource(parent, type, names);
  const types = type.split("/").length - 1;
  if (types !== names.length || types === 0) {
    throw new ResourceIdError(made.text, 0, `${type} needs ${types} name(s), not ${names.length}.`);
  }
  const wrong = names.find((name) => !isResourceName(name));
  if (wrong !== undefined)
    throw new ResourceIdError(
      made.text,
      made.text.indexOf(wrong),
      `"${wrong}" is not a valid resource name.`,
    );
  if (!type.split("/").every((part, index) => (index === 0 ? providerNamespace : typeName).test(part))) {
    throw new ResourceIdError(made.text, 0, `"${type}" is not a valid resource type.`);
  }
  return made;
}

/** The id of a child: `childId(machine, "extensions", "AzureMonitor")`. Throws `ResourceIdError`. */
export function childId(parent: ProviderResourceId, type: string, name: string): ProviderResourceId {
  return resourceId(parent.scope, `${parent.type}/${type}`, ...parent.names, name);
}

/** One key for every spelling of the same id, for maps. Takes any text. */
export function resourceKey(id: ResourceId | string): string {
  const text = typeof id === "string" ? id : id.text;
  const trimmed = text.length > 1 && text.endsWith("/") ? text.slice(0, -1) : text;
  return trimmed.toLowerCase();
}

/** Is `id` of this type? Case does not count. */
export function isOfType(id: ResourceId, type: string): id is ProviderResourceId {
  return id.kind === "resource" && id.type.toLowerCase() === type.toLowerCase();
}

/** The id as the path of a URL, every segment percent-encoded where it must be. */
export function urlPath(id: ResourceId): string {
  return id.text.split("/").map(encodeURIComponent).join("/");
}
