import { activityLog } from "../subscriptions/activityLog";
import { fullType, type Kind } from "./kind";
import { customLocations, machineExtensions, privateLinkScopes } from "../arc/arcResources";
import { machines } from "../arc/hybridCompute";
import { cloudServicesNetworks, l2Networks, l3Networks, trunkedNetworks } from "../networkCloud/networks";
import { virtualMachines } from "../networkCloud/virtualMachines";
import { permissions, roleAssignments } from "../authorization/authorization";
import { roleDefinitions } from "../authorization/roleDefinitions";
import { deploymentOperations, deployments, deploymentStatuses } from "../deployments/kind";
import { endpoints, serviceConfigurations } from "../arc/hybridConnectivity";
import { systemAssignedIdentity, userAssignedIdentities } from "../identities/managedIdentity";
import { providersKind } from "../subscriptions/providers";
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
} from "../networkCloud/platform";
import { azureVirtualMachines, scaleSets } from "../identities/compute";
import { computeOperations, operationResults, operationStatuses } from "../subscriptions/operationStatuses";
import { resourceGraph } from "../graph/endpoint";
import {
  groupResources,
  locations,
  resourceGroups,
  subscriptionResources,
  subscriptions,
  tenants,
} from "../subscriptions/subscriptions";

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
