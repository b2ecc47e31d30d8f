import { requirePermission } from "./access";
import type { Call, Handler, Kind } from "./call";
import { objectAt, textAt, type JsonObject } from "./json";
import { Refusal } from "./refusal";
import { regions, resourcesVersions, subscriptionAt } from "./subscriptions";
import { page } from "./tracked";
import { lasting, type World } from "./world";

/** Registration of resource providers in a subscription. */

/** Providers that can be asked about, with the types that the extension may look at. */
const known: Readonly<Record<string, readonly string[]>> = {
  "Microsoft.Authorization": ["roleAssignments", "roleDefinitions", "permissions"],
  "Microsoft.AzureArcData": ["sqlServerInstances"],
  "Microsoft.Compute": ["virtualMachines", "virtualMachineScaleSets"],
  "Microsoft.ExtendedLocation": ["customLocations"],
  "Microsoft.GuestConfiguration": ["guestConfigurationAssignments"],
  "Microsoft.HybridCompute": ["machines", "machines/extensions", "privateLinkScopes"],
  "Microsoft.HybridConnectivity": ["endpoints"],
  "Microsoft.Insights": ["eventtypes"],
  "Microsoft.ManagedIdentity": ["userAssignedIdentities", "identities"],
  "Microsoft.ManagedNetworkFabric": ["l3IsolationDomains"],
  "Microsoft.NetworkCloud": [
    "virtualMachines",
    "cloudServicesNetworks",
    "l3Networks",
    "clusters",
    "clusterManagers",
  ],
  "Microsoft.ResourceGraph": ["resources"],
  "Microsoft.Resources": ["subscriptions", "resourceGroups", "deployments"],
};

/** Always there (registrationPolicy `RegistrationFree`). */
const free = new Set(["microsoft.authorization", "microsoft.resources", "microsoft.resourcegraph"]);

export const providers: Kind = {
  namespace: "Microsoft.Resources",
  types: ["subscriptions", "providers"],
  apiVersions: resourcesVersions,
  open: true,
  get: (call, world) => ({ status: 200, body: render(call, world, namespaceOf(call)) }),
  list: (call, world) => ({
    status: 200,
    body: page(
      call,
      Object.keys(known).map((namespace) => render(call, world, namespace)),
    ),
  }),
  actions: { register: move("Registering"), unregister: move("Unregistering") },
};

function namespaceOf(call: Call): string {
  const asked = call.target.names[1] ?? "";
  const namespace = Object.keys(known).find((name) => name.toLowerCase() === asked.toLowerCase());
  if (namespace !== undefined) return namespace;
  throw new Refusal(404, "InvalidResourceNamespace", `The resource namespace '${asked}' is invalid.`);
}

function move(state: "Registering" | "Unregistering"): Handler {
  return (call, world) => {
    const namespace = namespaceOf(call);
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
    return { status: 200, body: render(call, world, namespace) };
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

function render(call: Call, world: World, namespace: string): JsonObject {
  return {
    id: `/subscriptions/${call.subscription}/providers/${namespace}`,
    namespace,
    registrationPolicy: free.has(namespace.toLowerCase()) ? "RegistrationFree" : "RegistrationRequired",
    resourceTypes: (known[namespace] ?? []).map((resourceType) => ({
      resourceType,
      locations: Object.values(regions),
      apiVersions: [],
      capabilities: "None",
    })),
    registrationState: registrationState(world, call.subscription, namespace),
  };
}
