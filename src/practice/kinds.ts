import { activityLog } from "./activityLog";
import { fullType, type Kind } from "./call";
import { customLocations, machineExtensions, privateLinkScopes } from "./arcResources";
import { machines } from "./hybridCompute";
import { cloudServicesNetworks, l2Networks, l3Networks, trunkedNetworks } from "./networkCloud/networks";
import { virtualMachines } from "./networkCloud/virtualMachines";
import { permissions, roleAssignments } from "./authorization";
import { roleDefinitions } from "./roleDefinitions";
import { deploymentOperations, deployments, deploymentStatuses } from "./deployments/kind";
import { endpoints, serviceConfigurations } from "./hybridConnectivity";
import { systemAssignedIdentity, userAssignedIdentities } from "./managedIdentity";
import { providersKind } from "./providers";
import {
  bareMetalMachineKeySets,
  bareMetalMachines,
  bmcKeySets,
  clusterManagers,
  clusters,
  consoles,
  metricsConfigurations,
  racks,
  storageAppliances,
  volumes,
} from "./networkCloud/platform";
import { azureVirtualMachines, scaleSets } from "./compute";
import { computeOperations, operationResults, operationStatuses } from "./operationStatuses";
import { resourceGraph } from "./graph/endpoint";
import {
  groupResources,
  locations,
  resourceGroups,
  subscriptionResources,
  subscriptions,
  tenants,
} from "./subscriptions";

/** Every resource type of the practice cloud. */
export const kinds: readonly Kind[] = [
  tenants,
  subscriptions,
  resourceGroups,
  subscriptionResources,
  groupResources,
  locations,
  virtualMachines,
  cloudServicesNetworks,
  l3Networks,
  l2Networks,
  trunkedNetworks,
  clusters,
  clusterManagers,
  racks,
  bareMetalMachines,
  storageAppliances,
  volumes,
  bareMetalMachineKeySets,
  bmcKeySets,
  metricsConfigurations,
  consoles,
  machines,
  endpoints,
  serviceConfigurations,
  userAssignedIdentities,
  systemAssignedIdentity,
  roleAssignments,
  roleDefinitions,
  permissions,
  providersKind(() => kinds),
  deployments,
  deploymentOperations,
  deploymentStatuses,
  operationStatuses,
  computeOperations,
  operationResults,
  azureVirtualMachines,
  scaleSets,
  privateLinkScopes,
  machineExtensions,
  customLocations,
  resourceGraph,
  activityLog,
];

const byName = new Map(kinds.map((kind) => [fullType(kind).toLowerCase(), kind]));
const namespaces = new Set(kinds.map((kind) => kind.namespace.toLowerCase()));

export function findKind(namespace: string, types: readonly string[]): Kind | undefined {
  return byName.get(`${namespace}/${types.join("/")}`.toLowerCase());
}

export function knowsNamespace(namespace: string): boolean {
  return namespaces.has(namespace.toLowerCase());
}
