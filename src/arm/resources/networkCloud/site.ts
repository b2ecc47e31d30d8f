import type { ArmClient, ArmRequest } from "../../client";
import { readObject, readString } from "../../decode";
import { listPath, type ListScope } from "./networkCloud";
import { listAll, withSignal } from "../../http/pages";
import { decodeResource, placeOf } from "../resource";
import { apiVersions } from "../../versions";

/** What a new VM can be put into or attached to: read from Azure for somebody to choose from. */
export interface SitePart {
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  readonly location: string | undefined;
}

/** A cluster, with the custom location that its VMs are created in. */
export interface ClusterPart extends SitePart {
  /** ARM id: `clusterExtendedLocation.name`. The cluster's own `extendedLocation` is the manager's, and is no place for VMs. */
  readonly customLocation: string | undefined;
  readonly clusterVersion: string | undefined;
}

/** Networks that a VM's interfaces attach to. The cloud services network is another thing. */
export const networkTypes = ["l3Networks", "l2Networks", "trunkedNetworks"] as const;
export type NetworkType = (typeof networkTypes)[number];

export interface NetworkPart extends SitePart {
  readonly networkType: NetworkType;
  /** CIDR, of an L3 network. */
  readonly ipv4Prefix: string | undefined;
  readonly ipv6Prefix: string | undefined;
}

const networkCloudList = (scope: ListScope, type: string): ArmRequest => ({
  method: "GET",
  path: listPath(scope, `Microsoft.NetworkCloud/${type}`),
  apiVersion: apiVersions.networkCloud,
});

const siteRequests = {
  resourceGroups: (subscriptionId: string): ArmRequest => ({
    method: "GET",
    path: `/subscriptions/${encodeURIComponent(subscriptionId)}/resourcegroups`,
    apiVersion: apiVersions.resources,
  }),
  clusters: (scope: ListScope): ArmRequest => networkCloudList(scope, "clusters"),
  networks: (scope: ListScope, type: NetworkType): ArmRequest => networkCloudList(scope, type),
  cloudServicesNetworks: (scope: ListScope): ArmRequest => networkCloudList(scope, "cloudServicesNetworks"),
};

function decodePart(value: unknown): SitePart {
  const { id, name, location } = decodeResource(value);
  return { id, name, location, resourceGroup: placeOf(id).resourceGroup };
}

/** The resource groups of a subscription. Throws `ArmError`. */
export function listResourceGroups(
  client: ArmClient,
  subscriptionId: string,
  signal?: AbortSignal,
): Promise<SitePart[]> {
  return listAll(client, withSignal(siteRequests.resourceGroups(subscriptionId), signal), decodePart);
}

/** The clusters of a subscription or resource group. Throws `ArmError`. */
export function listClusters(
  client: ArmClient,
  scope: ListScope,
  signal?: AbortSignal,
): Promise<ClusterPart[]> {
  return listAll(client, withSignal(siteRequests.clusters(scope), signal), (value) => {
    const properties = readObject(readObject(value)["properties"]);
    return {
      ...decodePart(value),
      customLocation: readString(readObject(properties["clusterExtendedLocation"])["name"]),
      clusterVersion: readString(properties["clusterVersion"]),
    };
  });
}

export function listCloudServicesNetworkParts(
  client: ArmClient,
  scope: ListScope,
  signal?: AbortSignal,
): Promise<SitePart[]> {
  return listAll(client, withSignal(siteRequests.cloudServicesNetworks(scope), signal), decodePart);
}

/** The L3, L2 and trunked networks of a subscription or resource group. Throws `ArmError`. */
export async function listNetworks(
  client: ArmClient,
  scope: ListScope,
  signal?: AbortSignal,
): Promise<NetworkPart[]> {
  const lists = await Promise.all(
    networkTypes.map((networkType) =>
      listAll(client, withSignal(siteRequests.networks(scope, networkType), signal), (value) =>
        decodeNetwork(value, networkType),
      ),
    ),
  );
  return lists.flat();
}

function decodeNetwork(value: unknown, networkType: NetworkType): NetworkPart {
  const properties = readObject(readObject(value)["properties"]);
  return {
    ...decodePart(value),
    networkType,
    ipv4Prefix: readString(properties["ipv4ConnectedPrefix"]),
    ipv6Prefix: readString(properties["ipv6ConnectedPrefix"]),
  };
}
