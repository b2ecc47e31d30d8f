import { apiVersions } from "../engine/apiVersions";
import type { Answer, Call } from "../engine/call";
import type { Handler, Kind } from "../engine/kind";
import { isObject, objectAt, textAt, type JsonObject } from "../state/json";
import { badRequest, Refusal, specViolation } from "../engine/refusal";
import { render, type Resource } from "../state/resource";
import { bodyOf, existing, found, getOf, page } from "../engine/tracked";
import type { World } from "../state/world";

/** Microsoft.HybridConnectivity: endpoints on Arc machines. `properties` has type, resourceId and provisioningState, and nothing about relays. */

const address = { namespace: "Microsoft.HybridConnectivity", types: ["endpoints"] };
const services = { namespace: "Microsoft.HybridConnectivity", types: ["endpoints", "serviceConfigurations"] };

export const endpoints: Kind = {
  ...address,
  apiVersions: apiVersions.hybridConnectivity,
  get: getOf(address),
  list: childrenOf("endpoints"),
  put: putEndpoint,
  patch: putEndpoint,
  delete: remove,
  actions: {
    listCredentials: credentials,
    listIngressGatewayCredentials: (call, world) => ({
      status: 200,
      body: {
        ...relayAccess(call, world),
        ingress: {
          hostname: "ingress.practice.invalid",
          aadProfile: { serverId: world.random.guid(), tenantId: call.caller.tenantId },
        },
      },
    }),
    listManagedProxyDetails: (call, world) => {
      if (textAt(call.body, "service") === undefined)
        throw badRequest("BadRequest", "The property 'service' is required.");
      existing(call, world, address);
      return {
        status: 200,
        body: { proxy: `${world.random.hex(16)}.practice.invalid`, expiresOn: expiry(world, 3600) },
      };
    },
  },
};

export const serviceConfigurations: Kind = {
  ...services,
  apiVersions: apiVersions.hybridConnectivity.filter((version) => version >= "2023-03-15"),
  get: getOf(services),
  list: childrenOf("serviceConfigurations"),
  put: putService,
  patch: putService,
  delete: remove,
};

function childrenOf(type: string): Handler {
  return (call, world) => {
    const items: JsonObject[] = [];
    const scope = type === "endpoints" ? call.target.scope : call.id;
    for (const resource of world.store.under(scope))
      if (resource.id.split("/").at(-2) === type) items.push(render(resource));
    return { status: 200, body: page(call, items) };
  };
}

function remove(call: Call, world: World): Answer {
  if (world.store.get(call.id) === undefined) return { status: 204 };
  for (const child of [...world.store.under(call.id)]) world.store.delete(child.id);
  world.store.delete(call.id);
  return { status: 200 };
}

function putEndpoint(call: Call, world: World): Answer {
  requireMachine(call, world);
  const asked = objectAt(bodyOf(call), "properties");
  const present = world.store.get(call.id);
  if (call.verb === "PATCH") existing(call, world, address);
  const type = textAt(asked, "type") ?? textAt(present?.properties, "type");
  if (type === undefined)
    throw specViolation([
      {
        rule: "OBJECT_MISSING_REQUIRED_PROPERTY",
        message: "Missing required property: type",
        target: "properties.type",
      },
    ]);
  const endpoint: Resource = {
    id: call.id,
    name: call.name,
    type: "Microsoft.HybridConnectivity/endpoints",
    properties: {
      ...present?.properties,
      type,
      ...(textAt(asked, "resourceId") !== undefined && { resourceId: textAt(asked, "resourceId") }),
      provisioningState: "Succeeded",
    },
  };
  world.store.put(endpoint);
  return found(endpoint);
}

function putService(call: Call, world: World): Answer {
  const parent = call.id.slice(0, call.id.lastIndexOf("/serviceConfigurations/"));
  if (world.store.get(parent) === undefined)
    throw new Refusal(
      404,
      "ParentResourceNotFound",
      `Failed to perform 'write' on resource(s) of type 'endpoints/serviceConfigurations', because the parent resource '${parent}' could not be found.`,
    );
  const asked = objectAt(bodyOf(call), "properties");
  const serviceName = textAt(asked, "serviceName") ?? call.name;
  if (serviceName !== "SSH" && serviceName !== "WAC")
    throw badRequest(
      "BadRequest",
      `The service name '${serviceName}' is not supported. Supported values are 'SSH' and 'WAC'.`,
    );
  const service: Resource = {
    id: call.id,
    name: call.name,
    type: "Microsoft.HybridConnectivity/endpoints/serviceConfigurations",
    properties: {
      serviceName,
      port: asked["port"] ?? (serviceName === "SSH" ? 22 : 6516),
      provisioningState: "Succeeded",
    },
  };
  world.store.put(service);
  return found(service);
}

function requireMachine(call: Call, world: World): Resource {
  const machine = world.store.get(call.target.scope);
  if (machine !== undefined) return machine;
  throw new Refusal(
    404,
    "ResourceNotFound",
    `The Resource '${call.target.scope.split("/").slice(-3).join("/")}' under resource group '${call.group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

function credentials(call: Call, world: World): Answer {
  existing(call, world, address);
  const seconds = Number(call.url.searchParams.get("expiresin") ?? "10800");
  if (!Number.isInteger(seconds) || seconds < 600 || seconds > 10_800)
    throw badRequest("BadRequest", "The value of 'expiresin' must be from 600 to 10800 seconds.");
  const serviceName = isObject(call.body) ? textAt(call.body, "serviceName") : undefined;
  if (serviceName !== undefined && !hasService(call, world, serviceName))
    throw badRequest(
      "BadRequest",
      `The service configuration '${serviceName}' was not found on the endpoint. Create it first.`,
    );
  return { status: 200, body: relayAccess(call, world, seconds, serviceName !== undefined) };
}

function hasService(call: Call, world: World, name: string): boolean {
  return world.store.get(`${call.id}/serviceConfigurations/${name}`) !== undefined;
}

/** The relay's namespace is the one thing that tells a platform relay from the public one. */
function relayAccess(call: Call, world: World, seconds = 10_800, withToken = false): JsonObject {
  const machine = requireMachine(call, world);
  const namespaceName = relayNamespaceOf(world, machine);
  const hybridConnectionName = `microsoft.hybridcompute/machines/${world.random.hex(32)}/${String(world.now())}`;
  return {
    relay: {
      namespaceName,
      namespaceNameSuffix: "servicebus.windows.net",
      hybridConnectionName,
      accessKey: `SharedAccessSignature sr=http%3A%2F%2F${namespaceName}.servicebus.windows.net%2F&sig=${world.random.hex(40)}`,
      expiresOn: expiry(world, seconds),
      ...(withToken && { serviceConfigurationToken: `practice.${world.random.hex(48)}` }),
    },
  };
}

/** The cluster manager's own namespace for `Platform`, a regional one of Arc for everything else. */
export function relayNamespaceOf(world: World, machine: Resource): string {
  const region = `azgnrelay-${machine.location ?? "uksouth"}-l1`;
  if (textAt(machine.hidden, "relayType") !== "Platform") return region;
  const virtualMachine = world.store.get(textAt(machine.hidden, "virtualMachine") ?? "");
  const cluster = world.store.get(textAt(virtualMachine?.properties, "clusterId") ?? "");
  const manager = world.store.get(textAt(cluster?.properties, "clusterManagerId") ?? "");
  return (
    textAt(manager?.properties, "relayConfiguration", "relayNamespaceId")?.split("/").at(-1) ??
    "platform-relay"
  );
}

function expiry(world: World, seconds: number): number {
  return Math.floor(world.now() / 1000) + seconds;
}

/** What assignRelay leaves behind: the endpoint exists, and the machine remembers its relay. */
export function assignRelay(
  world: World,
  virtualMachineId: string,
  machineId: string,
  relayType: string,
): void {
  const machine = world.store.get(machineId);
  const virtualMachine = world.store.get(virtualMachineId);
  if (machine === undefined || virtualMachine === undefined) return;
  world.store.put({
    ...machine,
    hidden: { ...machine.hidden, virtualMachine: virtualMachine.id, relayType },
  });
  world.store.put({ ...virtualMachine, hidden: { ...virtualMachine.hidden, arcMachine: machine.id } });
  world.store.put({
    id: `${machine.id}/providers/Microsoft.HybridConnectivity/endpoints/default`,
    name: "default",
    type: "Microsoft.HybridConnectivity/endpoints",
    properties: { type: "default", provisioningState: "Succeeded" },
  });
}
