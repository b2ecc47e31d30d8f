import type { Kind } from "../engine/kind";
import { at, isObject, listAt, objectAt, type Json, type JsonObject } from "../state/json";
import { withProperties, type Resource } from "../state/resource";
import type { World } from "../state/world";
import { defaultEgress } from "./egress";
import { fabricKind, missing, required, type FabricType, type Finding } from "./fabricKind";
import { clusterAt } from "./location";

/** Microsoft.NetworkCloud's networks. Shapes and durations from recorded traffic. */

const fabricName = /^([a-zA-Z0-9][a-zA-Z0-9-_]{0,28}[a-zA-Z0-9])$/;

const cloudServices: FabricType = {
  types: ["cloudServicesNetworks"],
  namePattern: fabricName,
  create: { accepted: 10, total: 216 },
  update: { accepted: 3, total: 7.2 },
  remove: { accepted: 2, total: 3.7 },
  emptyError: true,
  hasIdentity: false,
  check: (body) =>
    listAt(body, "properties", "additionalEgressEndpoints").flatMap((endpoint, index) =>
      checkEndpoint(endpoint, `properties.additionalEgressEndpoints[${String(index)}]`),
    ),
  conceal: (properties) => properties,
  complete: (world, resource) => ({
    enableDefaultEgressEndpoints: resource.properties["enableDefaultEgressEndpoints"] ?? "True",
    additionalEgressEndpoints: resource.properties["additionalEgressEndpoints"] ?? [],
    ...standing(world, resource),
    enabledEgressEndpoints: enabledEgress(resource.properties),
    interfaceName: "cloudservices",
  }),
};

function checkEndpoint(endpoint: Json, target: string): readonly Finding[] {
  return [
    ...required(endpoint, target, ["category", "endpoints"]),
    ...listAt(endpoint, "endpoints").flatMap((each, index) =>
      required(each, `${target}.endpoints[${String(index)}]`, ["domainName"]),
    ),
  ];
}

/** The read-only list: the platform's own where wanted, and the additional ones, one host an entry, under the category `Read`. */
function enabledEgress(properties: JsonObject): Json {
  const own = listAt(properties, "additionalEgressEndpoints").flatMap((entry) => listAt(entry, "endpoints"));
  const platform: readonly Json[] =
    at(properties, "enableDefaultEgressEndpoints") === "False"
      ? []
      : defaultEgress.map((domainName) => ({ domainName, port: 443 }));
  return [...platform, ...own].map((endpoint) => ({ category: "Read", endpoints: [endpoint] }));
}

function standing(world: World, resource: Resource): JsonObject {
  return {
    associatedResourceIds: resource.properties["associatedResourceIds"] ?? [],
    virtualMachinesAssociatedIds: [],
    detailedStatus: "Available",
    detailedStatusMessage: "all resource creation succeeded",
    clusterId: clusterAt(world, resource)?.id ?? "",
  };
}

function network(types: readonly string[], needs: readonly string[]): FabricType {
  return {
    types,
    namePattern: fabricName,
    create: { accepted: 3, total: 5.8 },
    update: "atOnce",
    remove: { accepted: 2, total: 3.3 },
    emptyError: true,
    hasIdentity: false,
    check: (body) => {
      const properties = body["properties"];
      return isObject(properties) ? required(properties, "properties", needs) : [missing("properties")];
    },
    conceal: (properties) => properties,
    complete: standing,
  };
}

export const cloudServicesNetworks: Kind = fabricKind(cloudServices);
export const l3Networks: Kind = fabricKind(network(["l3Networks"], ["l3IsolationDomainId", "vlan"]));
export const l2Networks: Kind = fabricKind(network(["l2Networks"], ["l2IsolationDomainId"]));
export const trunkedNetworks: Kind = fabricKind(
  network(["trunkedNetworks"], ["isolationDomainIds", "vlans"]),
);

/** Lists `user` among the resources that use the network, or takes it off. */
export function associate(world: World, networkId: string, user: string, uses: boolean): void {
  const resource = world.store.get(networkId);
  if (resource === undefined) return;
  const others = listAt(resource.properties, "associatedResourceIds").filter(
    (id) => typeof id === "string" && id.toLowerCase() !== user.toLowerCase(),
  );
  world.store.put(withProperties(resource, { associatedResourceIds: uses ? [...others, user] : others }));
}

/** The networks that a VM is attached to. */
export function networksOf(machine: Resource): readonly string[] {
  const attachments = [
    objectAt(machine.properties, "cloudServicesNetworkAttachment"),
    ...listAt(machine.properties, "networkAttachments"),
  ];
  return attachments.map((each) => at(each, "attachedNetworkId")).filter((id) => typeof id === "string");
}
