import type { Fleet } from "../fleet";
import { fleetTags, groupOf } from "../fleet";
import { fleetRelayRole } from "../plan/roleWork";

/**
 * The queries of Resource Graph that show a whole fleet: three, however many VMs it has, each in pages of 1,000 rows.
 * Every row has `id`, and the order is fixed, so that pages follow each other.
 */

/** Columns that are compared with the file. User data is not among them. */
export const comparedProperties = [
  "adminUsername",
  "cloudServicesNetworkAttachment",
  "cpuCores",
  "memorySizeGB",
  "storageProfile",
  "vmImage",
  "networkAttachments",
  "bootMethod",
  "vmDeviceModel",
  "sshPublicKeys",
  "consoleExtendedLocation",
  "placementHints",
] as const;

const stateProperties = [
  "provisioningState",
  "detailedStatus",
  "detailedStatusMessage",
  "powerState",
  "status",
  "lastStatusChange",
  "agentVersion",
] as const;

function quoted(values: readonly string[]): string {
  return values.map((text) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`).join(", ");
}

/** VMs and Arc machines in the fleet's groups, and VMs elsewhere that carry its tag. */
export function machinesQuery(fleet: Fleet): string {
  const groups = [...new Set(fleet.vms.map(({ target }) => target.resourceGroup.toLowerCase()))];
  return [
    "resources",
    "where type in~ ('microsoft.networkcloud/virtualmachines', 'microsoft.hybridcompute/machines')",
    `where resourceGroup in~ (${quoted(groups)}) or tags['${fleetTags.fleet}'] =~ ${quoted([fleet.name])}`,
    `project id, name, type, location, tags, identity, extendedLocation, createdAt = systemData.createdAt, ${[...comparedProperties, ...stateProperties].map((name) => `${name} = properties.${name}`).join(", ")}`,
    "order by id asc",
  ].join(" | ");
}

/** What VMs hang on: networks, custom locations, identities. */
export function groundQuery(): string {
  return [
    "resources",
    "where type in~ ('microsoft.networkcloud/cloudservicesnetworks', 'microsoft.networkcloud/l3networks', 'microsoft.networkcloud/l2networks', 'microsoft.networkcloud/trunkednetworks', 'microsoft.extendedlocation/customlocations', 'microsoft.managedidentity/userassignedidentities')",
    "project id, type, principalId = properties.principalId, egress = properties.enabledEgressEndpoints",
    "order by id asc",
  ].join(" | ");
}

/** Role assignments on the fleet's groups, and the fleet's own role. */
export function rolesQuery(fleet: Fleet): string {
  const groups = [...new Set(fleet.vms.map((vm) => groupOf(vm).toLowerCase()))];
  return [
    "authorizationresources",
    `where (type =~ 'microsoft.authorization/roleassignments' and properties.scope in~ (${quoted(groups)})) or name =~ '${fleetRelayRole(fleet).guid}'`,
    "project id, name, type, scope = properties.scope, principalId = properties.principalId, roleDefinitionId = properties.roleDefinitionId, assignableScopes = properties.assignableScopes",
    "order by id asc",
  ].join(" | ");
}
