import type { ArmClient, ArmRequest } from "../../client";
import {
  readBoolean,
  readNumber,
  readObject,
  readObjects,
  readString,
  type Json,
  type OpenEnum,
} from "../../decode";
import { listPath, resourcePath, type ListScope } from "./networkCloud";
import { listAll, withSignal } from "../../http/pages";
import { decodeResource, placeOf, type ArmResource } from "../resource";
import { apiVersions } from "../../versions";

/** A host that VMs on the network may reach through its proxy. */
export interface EgressEndpoint {
  readonly category: string | undefined;
  /** An exact name, a suffix that starts with a dot, or a regular expression between `^` and `$`. */
  readonly domainName: string;
  readonly port: number | undefined;
}

/** A cloud services network: what gives VMs their way out (Microsoft.NetworkCloud/cloudServicesNetworks). */
export interface CloudServicesNetwork extends ArmResource {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly clusterId: string | undefined;
  readonly extendedLocation: string | undefined;
  readonly provisioningState: string | undefined;
  readonly detailedStatus: OpenEnum<"Available" | "Error" | "Provisioning"> | undefined;
  readonly detailedStatusMessage: string | undefined;
  readonly enableDefaultEgressEndpoints: boolean | undefined;
  /** Added by the network's owner. */
  readonly additionalEgressEndpoints: readonly EgressEndpoint[];
  /** The whole list in force, defaults included. Read-only. */
  readonly enabledEgressEndpoints: readonly EgressEndpoint[];
  readonly interfaceName: string | undefined;
}

export interface EgressGroup {
  readonly category: string;
  readonly endpoints: readonly { readonly domainName: string; readonly port?: number }[];
}

/** A cloud services network to be made. */
export interface NewCloudServicesNetwork {
  readonly location: string;
  readonly customLocation: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly enableDefaultEgressEndpoints: boolean;
  readonly additionalEgressEndpoints: readonly EgressGroup[];
}

export type CloudServicesNetworkChange = Partial<
  Pick<NewCloudServicesNetwork, "tags" | "enableDefaultEgressEndpoints" | "additionalEgressEndpoints">
>;

function egressBody(network: CloudServicesNetworkChange): Json {
  return {
    ...(network.additionalEgressEndpoints !== undefined && {
      additionalEgressEndpoints: network.additionalEgressEndpoints,
    }),
    ...(network.enableDefaultEgressEndpoints !== undefined && {
      enableDefaultEgressEndpoints: network.enableDefaultEgressEndpoints ? "True" : "False",
    }),
  };
}

const apiVersion = apiVersions.networkCloud;

/** Requests about cloud services networks. Throw `ResourceIdError`. */
export const cloudServicesNetworkRequests = {
  list: (scope: ListScope): ArmRequest => ({
    method: "GET",
    path: listPath(scope, "Microsoft.NetworkCloud/cloudServicesNetworks"),
    apiVersion,
  }),
  get: (id: string): ArmRequest => ({ method: "GET", path: resourcePath(id), apiVersion }),
  create: (id: string, network: NewCloudServicesNetwork): ArmRequest => ({
    method: "PUT",
    path: resourcePath(id),
    apiVersion,
    body: {
      location: network.location,
      extendedLocation: { name: network.customLocation, type: "CustomLocation" },
      properties: egressBody(network),
      ...(network.tags !== undefined && { tags: network.tags }),
    },
  }),
  /** Replaces the whole list of additional endpoints when it is given. */
  update: (id: string, change: CloudServicesNetworkChange): ArmRequest => ({
    method: "PATCH",
    path: resourcePath(id),
    apiVersion,
    body: { properties: egressBody(change), ...(change.tags !== undefined && { tags: change.tags }) },
  }),
};

function decodeEgress(value: unknown): readonly EgressEndpoint[] {
  return readObjects(value).flatMap((group) =>
    readObjects(group["endpoints"]).map((endpoint) => ({
      category: readString(group["category"]),
      domainName: readString(endpoint["domainName"]) ?? "",
      port: readNumber(endpoint["port"]),
    })),
  );
}

export function decodeCloudServicesNetwork(value: unknown): CloudServicesNetwork {
  const resource = decodeResource(value);
  const properties = readObject(resource.raw["properties"]);
  return {
    ...resource,
    ...placeOf(resource.id),
    clusterId: readString(properties["clusterId"]),
    extendedLocation: readString(readObject(resource.raw["extendedLocation"])["name"]),
    provisioningState: readString(properties["provisioningState"]),
    detailedStatus: readString(properties["detailedStatus"]),
    detailedStatusMessage: readString(properties["detailedStatusMessage"]),
    enableDefaultEgressEndpoints: readBoolean(properties["enableDefaultEgressEndpoints"]),
    additionalEgressEndpoints: decodeEgress(properties["additionalEgressEndpoints"]),
    enabledEgressEndpoints: decodeEgress(properties["enabledEgressEndpoints"]),
    interfaceName: readString(properties["interfaceName"]),
  };
}

/** One network, whole. Throws `ArmError` or `ResourceIdError`. */
export async function getCloudServicesNetwork(
  client: ArmClient,
  id: string,
  signal?: AbortSignal,
): Promise<CloudServicesNetwork> {
  const response = await client.send(withSignal(cloudServicesNetworkRequests.get(id), signal));
  return decodeCloudServicesNetwork(response.body);
}

/** All networks of a subscription or resource group. Throws `ArmError`. */
export function listCloudServicesNetworks(
  client: ArmClient,
  scope: ListScope,
  signal?: AbortSignal,
): Promise<CloudServicesNetwork[]> {
  const request = withSignal(cloudServicesNetworkRequests.list(scope), signal);
  return listAll(client, request, decodeCloudServicesNetwork);
}

/**
 * The endpoint that lets a VM on the network reach `host`, if one does: an exact name, a suffix with a leading dot
 * (which also lets the bare domain through), or a regular expression.
 */
export function egressEndpointFor(
  endpoints: readonly EgressEndpoint[],
  host: string,
  port = 443,
): EgressEndpoint | undefined {
  const name = host.toLowerCase();
  return endpoints.find(
    (endpoint) =>
      (endpoint.port === undefined || endpoint.port === port) && matchesHost(endpoint.domainName, name),
  );
}

function matchesHost(domainName: string, host: string): boolean {
  const pattern = domainName.toLowerCase();
  if (pattern.startsWith("^")) return matchesExpression(domainName, host);
  if (pattern.startsWith(".")) return host === pattern.slice(1) || host.endsWith(pattern);
  return host === pattern;
}

function matchesExpression(expression: string, host: string): boolean {
  try {
    return new RegExp(expression, "i").test(host);
  } catch {
    // An expression that JavaScript cannot read proves nothing.
    return false;
  }
}
