import type { World } from "../state/world";
import type { JsonObject } from "../state/json";
import { sum } from "../networkCloud/location";
import { defaultEgress } from "../networkCloud/egress";
import { newEtag } from "../engine/tracked";
import { addGroup, olderData } from "./baseline";

/** One place with a Nexus cluster and what VMs in it need. */
export interface Site {
  readonly subscription: string;
  readonly tenantId: string;
  readonly group: string;
  readonly location: string;
  readonly cluster: string;
  readonly extendedLocation: JsonObject;
  readonly cloudServicesNetwork: string;
  readonly l3Network: string;
}

/** Adds a site with its resource group; `egress: "none"` makes a cloud services network that allows nothing. */
export function addSite(
  world: World,
  input: {
    readonly subscription: string;
    readonly tenantId: string;
    readonly group: string;
    readonly location?: string;
    readonly egress?: "platform" | "none";
  },
): Site {
  const location = input.location ?? "uksouth";
  const root = `/subscriptions/${input.subscription}/resourceGroups`;
  const hosted = `${input.group}-HostedResources`;
  addGroup(world, input.subscription, input.group, location);
  addGroup(world, input.subscription, hosted, location);
  const provider = `${root}/${input.group}/providers/Microsoft.NetworkCloud`;
  const place = `${root}/${hosted}/providers/Microsoft.ExtendedLocation/customLocations/${input.group}-cl`;
  const extendedLocation = { name: place, type: "CustomLocation" };
  const systemData = olderData(world, 200);
  const base = { location, systemData };
  const manager = `${provider}/clusterManagers/${input.group}-cm`;
  world.store.put({
    ...base,
    id: manager,
    name: `${input.group}-cm`,
    type: "microsoft.networkcloud/clustermanagers",
    tags: {},
    etag: newEtag(world),
    properties: {
      fabricControllerId: `${root}/${input.group}/providers/Microsoft.ManagedNetworkFabric/networkFabricControllers/${input.group}-nfc`,
      detailedStatus: "Available",
      detailedStatusMessage: "Cluster manager is available.",
      provisioningState: "Succeeded",
      relayConfiguration: {
        relayNamespaceId: `${root}/${input.group}/providers/Microsoft.Relay/namespaces/${relayNamespace(input.group)}`,
      },
    },
  });
  world.store.put({
    ...base,
    id: place,
    name: `${input.group}-cl`,
    type: "Microsoft.ExtendedLocation/customLocations",
    tags: {},
    properties: {
      displayName: `${input.group}-cl`,
      namespace: "nc-system",
      hostType: "Kubernetes",
      provisioningState: "Succeeded",
    },
  });
  const cluster = `${provider}/clusters/${input.group}-cluster`;
  world.store.put({
    ...base,
    id: cluster,
    name: `${input.group}-cluster`,
    type: "microsoft.networkcloud/clusters",
    tags: {},
    extendedLocation: { name: `${place}-cm`, type: "CustomLocation" },
    etag: newEtag(world),
    properties: clusterProperties({ manager, extendedLocation, group: input.group, root }),
  });
  const cloudServicesNetwork = `${provider}/cloudServicesNetworks/${input.group}-csn`;
  const open = input.egress !== "none";
  const standing = {
    associatedResourceIds: [],
    virtualMachinesAssociatedIds: [],
    detailedStatus: "Available",
    detailedStatusMessage: "all resource creation succeeded",
    clusterId: cluster,
    provisioningState: "Succeeded",
  };
  world.store.put({
    ...base,
    id: cloudServicesNetwork,
    name: `${input.group}-csn`,
    type: "microsoft.networkcloud/cloudservicesnetworks",
    tags: {},
    extendedLocation,
    etag: newEtag(world),
    properties: {
      additionalEgressEndpoints: open
        ? [{ category: "linux", endpoints: [{ domainName: ".ubuntu.com", port: 443 }] }]
        : [],
      enableDefaultEgressEndpoints: open ? "True" : "False",
      ...standing,
      enabledEgressEndpoints: (open ? [...defaultEgress, ".ubuntu.com"] : []).map((domainName) => ({
        category: "Read",
        endpoints: [{ domainName, port: 443 }],
      })),
      interfaceName: "cloudservices",
    },
  });
  const l3Network = `${provider}/l3Networks/${input.group}-l3`;
  const subnet = sum(input.group) % 250;
  world.store.put({
    ...base,
    id: l3Network,
    name: `${input.group}-l3`,
    type: "microsoft.networkcloud/l3networks",
    tags: {},
    extendedLocation,
    etag: newEtag(world),
    properties: {
      interfaceName: "eth0",
      ipAllocationType: "DualStack",
      ipv4ConnectedPrefix: `10.4.${String(subnet)}.0/24`,
      ipv6ConnectedPrefix: `fda0:d59c:da0a:${subnet.toString(16)}::/64`,
      l3IsolationDomainId: `${root}/${input.group}/providers/Microsoft.ManagedNetworkFabric/l3IsolationDomains/${input.group}-l3d`,
      vlan: 500 + subnet,
      ...standing,
    },
  });
  return { ...input, location, cluster, extendedLocation, cloudServicesNetwork, l3Network };
}

/** The relay namespace of a site's cluster manager: what `Platform` relays use. */
export function relayNamespace(group: string): string {
  return `${group}-relay`;
}

function clusterProperties(input: {
  readonly manager: string;
  readonly extendedLocation: JsonObject;
  readonly group: string;
  readonly root: string;
}): JsonObject {
  return {
    aggregatorOrSingleRackDefinition: {
      networkRackId: `${input.root}/${input.group}/providers/Microsoft.ManagedNetworkFabric/networkRacks/rack1`,
      rackSerialNumber: "PRACTICE0001",
      rackSkuId: `/subscriptions/${input.root.split("/")[2] ?? ""}/providers/Microsoft.NetworkCloud/rackSkus/VNearEdge1`,
      bareMetalMachineConfigurationData: [],
      storageApplianceConfigurationData: [],
    },
    clusterType: "SingleRack",
    clusterVersion: "4.7.0",
    networkFabricId: `${input.root}/${input.group}/providers/Microsoft.ManagedNetworkFabric/networkFabrics/${input.group}-fabric`,
    clusterManagerId: input.manager,
    clusterExtendedLocation: input.extendedLocation,
    clusterConnectionStatus: "Connected",
    clusterManagerConnectionStatus: "Connected",
    detailedStatus: "Running",
    detailedStatusMessage: "Cluster is up and running.",
    availableUpgradeVersions: [],
    manualActionCount: 0,
    workloadResourceIds: [],
    provisioningState: "Succeeded",
  };
}
