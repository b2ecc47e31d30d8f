/**
 * What an ARM path points at: `{scope}/providers/{namespace}/{type}/{name}/…`.
 * As many names as types: a resource. One name fewer: a list (GET) or an action (POST).
 */
export interface Target {
  /** Everything before the last `/providers/`: "", a subscription, a resource group, or a resource that is extended. */
  readonly scope: string;
  readonly namespace: string;
  readonly types: readonly string[];
  readonly names: readonly string[];
}

const resources = "Microsoft.Resources";

/** Undefined for a path that no resource can have. Segments are decoded. */
export function parseTarget(path: string): Target | undefined {
  const segments = decode(path);
  if (segments === undefined || segments.length === 0) return undefined;
  const last = segments.findLastIndex((segment) => segment.toLowerCase() === "providers");
  const registration = last >= 0 ? providerRegistration(segments, last) : undefined;
  if (registration !== undefined) return registration;
  if (last < 0) return managersOwn(segments);
  const [namespace, ...rest] = segments.slice(last + 1);
  if (namespace === undefined) return undefined;
  const scope = segments.slice(0, last);
  return pairs(scope.length === 0 ? "" : `/${scope.join("/")}`, namespace, rest);
}

/** `/subscriptions/{s}/providers`, `…/providers/{namespace}`, `…/providers/{namespace}/register`: about a provider, not of one. */
function providerRegistration(segments: readonly string[], providers: number): Target | undefined {
  const [collection, subscription] = segments;
  if (providers !== 2 || collection?.toLowerCase() !== "subscriptions" || subscription === undefined)
    return undefined;
  const [namespace, action] = segments.slice(3);
  if (namespace === undefined) return registrations([subscription], []);
  if (segments.length === 4) return registrations([subscription, namespace], []);
  const isAction = ["register", "unregister"].includes(action?.toLowerCase() ?? "");
  return segments.length === 5 && isAction
    ? registrations([subscription, namespace], [action ?? ""])
    : undefined;
}

/** Types of Resource Manager itself. Operations of a deployment are also found without `/providers/`, where SDKs look for them. */
function managersOwn(segments: readonly string[]): Target | undefined {
  if (segments[4]?.toLowerCase() !== "deployments") return pairs("", resources, segments);
  return pairs(`/${segments.slice(0, 4).join("/")}`, resources, segments.slice(4));
}

function registrations(names: readonly string[], action: readonly string[]): Target {
  return { scope: "", namespace: resources, types: ["subscriptions", "providers", ...action], names };
}

function pairs(scope: string, namespace: string, segments: readonly string[]): Target | undefined {
  if (segments.length === 0) return undefined;
  return {
    scope,
    namespace,
    types: segments.filter((_, index) => index % 2 === 0),
    names: segments.filter((_, index) => index % 2 === 1),
  };
}

/** `az resource --resource-type` leaves the path of a parent empty: two slashes behind the namespace. */
function decode(path: string): readonly string[] | undefined {
  const raw = path
    .replace(/^\/+|\/+$/g, "")
    .replace(/(\/providers\/[^/]+)\/{2}/i, "$1/")
    .split("/");
  try {
    const segments = raw.map((segment) => decodeURIComponent(segment));
    return segments.includes("") ? undefined : segments;
  } catch {
    return undefined;
  }
}

/** The ARM ID of the resource that `target` points at, spelled as the path was; types as `types` spells them when given. */
export function idOf(target: Target, types: readonly string[] = target.types): string {
  const tail = target.names.map((name, index) => `/${types[index] ?? ""}/${name}`).join("");
  return target.namespace.toLowerCase() === resources.toLowerCase() && target.scope === ""
    ? tail
    : `${target.scope}/providers/${target.namespace}${tail}`;
}
