import { apiVersions } from "../engine/apiVersions";
import { requirePermission } from "../authorization/access";
import type { Call } from "../engine/call";
import type { Handler, Kind } from "../engine/kind";
import { objectAt, textAt, type JsonObject } from "../state/json";
import { Refusal } from "../engine/refusal";
import { regions, subscriptionAt } from "./subscriptions";
import { page } from "../engine/tracked";
import { lasting, type World } from "../state/world";

/** Registration of resource providers in a subscription. */

/** Types that the practice cloud names and does not serve, with their newest versions. */
const unserved: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "Microsoft.AzureArcData": { sqlServerInstances: ["2024-01-01", "2025-03-01-preview"] },
  "Microsoft.GuestConfiguration": { guestConfigurationAssignments: ["2022-01-25", "2024-04-05"] },
  "Microsoft.ManagedNetworkFabric": { l3IsolationDomains: ["2023-06-15", "2025-07-15"] },
};

/** Always there (registrationPolicy `RegistrationFree`). */
const free = new Set(["microsoft.authorization", "microsoft.resources", "microsoft.resourcegraph"]);

/** What a provider has: types with the versions that are taken, newest first. */
type Catalog = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/** `served`: every kind of the practice cloud. It is asked for when the first request comes. */
export function providersKind(served: () => readonly Kind[]): Kind {
  let made: Catalog | undefined;
  const catalog = (): Catalog => (made ??= catalogOf(served()));
  return {
    namespace: "Microsoft.Resources",
    types: ["subscriptions", "providers"],
    apiVersions: apiVersions.resources,
    open: true,
    get: (call, world) => ({
      status: 200,
      body: render(call, world, namespaceOf(call, catalog()), catalog()),
    }),
    list: (call, world) => ({
      status: 200,
      body: page(
        call,
        [...catalog().keys()].map((namespace) => render(call, world, namespace, catalog())),
      ),
    }),
    actions: { register: move("Registering", catalog), unregister: move("Unregistering", catalog) },
  };
}

function catalogOf(kinds: readonly Kind[]): Catalog {
  const catalog = new Map<string, Map<string, readonly string[]>>();
  const add = (namespace: string, type: string, versions: readonly string[]): void => {
    const types = catalog.get(namespace) ?? new Map<string, readonly string[]>();
    // az takes the first version that is no preview (azure-cli 2.91.0, `_resolve_api_version`).
    catalog.set(namespace, types.set(type, versions.toSorted().reverse()));
  };
  for (const { namespace, types, apiVersions: versions } of kinds) add(namespace, types.join("/"), versions);
  for (const [namespace, types] of Object.entries(unserved))
    for (const [type, versions] of Object.entries(types)) add(namespace, type, versions);
  return new Map([...catalog].toSorted(([one], [other]) => one.localeCompare(other, "en")));
}

function namespaceOf(call: Call, catalog: Catalog): string {
  const asked = call.target.names[1] ?? "";
  const namespace = [...catalog.keys()].find((name) => name.toLowerCase() === asked.toLowerCase());
  if (namespace !== undefined) return namespace;
  throw new Refusal(404, "InvalidResourceNamespace", `The resource namespace '${asked}' is invalid.`);
}

function move(state: "Registering" | "Unregistering", catalog: () => Catalog): Handler {
  return (call, world) => {
    const namespace = namespaceOf(call, catalog());
    const action = state === "Registering" ? "register" : "unregister";
    requirePermission(
      world,
      call.caller,
      `${namespace}/${action}/action`,
      `/subscriptions/${call.subscription}`,
    );
    const settled = state === "Registering" ? "Registered" : "Unregistered";
    if (registrationState(world, call.subscription, namespace) !== settled) {
      setRegistration(world, call.subscription, namespace, state);
      world.schedule.add({
        kind: "registered",
        at: world.now() + lasting(world, 60),
        subscription: call.subscription,
        namespace,
      });
    }
    return { status: 200, body: render(call, world, namespace, catalog()) };
  };
}

export function setRegistration(world: World, subscription: string, namespace: string, state: string): void {
  const resource = subscriptionAt(world, subscription);
  const registered = { ...objectAt(resource.hidden, "registered"), [namespace.toLowerCase()]: state };
  world.store.put({ ...resource, hidden: { ...resource.hidden, registered } });
}

/** Registering becomes Registered, Unregistering becomes Unregistered. */
export function settleRegistration(world: World, subscription: string, namespace: string): void {
  const registering = registrationState(world, subscription, namespace) === "Registering";
  setRegistration(world, subscription, namespace, registering ? "Registered" : "Unregistered");
}

export function registrationState(world: World, subscription: string, namespace: string): string {
  if (free.has(namespace.toLowerCase())) return "Registered";
  return (
    textAt(
      world.store.get(`/subscriptions/${subscription}`)?.hidden,
      "registered",
      namespace.toLowerCase(),
    ) ?? "NotRegistered"
  );
}

/** ARM lets no write through to a provider that the subscription has not registered. */
export function requireRegistration(world: World, subscription: string, namespace: string): void {
  const state = registrationState(world, subscription, namespace);
  if (state === "Registered" || state === "Registering") return;
  const message = `The subscription is not registered to use namespace '${namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`;
  throw new Refusal(409, "MissingSubscriptionRegistration", message, {
    details: [{ code: "MissingSubscriptionRegistration", message, target: namespace }],
  });
}

function render(call: Call, world: World, namespace: string, catalog: Catalog): JsonObject {
  return {
    id: `/subscriptions/${call.subscription}/providers/${namespace}`,
    namespace,
    registrationPolicy: free.has(namespace.toLowerCase()) ? "RegistrationFree" : "RegistrationRequired",
    resourceTypes: [...(catalog.get(namespace) ?? [])].map(([resourceType, versions]) => ({
      resourceType,
      locations: Object.values(regions),
      apiVersions: versions,
      capabilities: "None",
    })),
    registrationState: registrationState(world, call.subscription, namespace),
  };
}
