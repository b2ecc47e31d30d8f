import { parseResourceId, resourceKey } from "../../arm/resources/resourceId";
import { deploymentName, type FleetDeployment, type Phase, type TemplateResource } from "./deployment";
import { groupOf, type Fleet, type FleetVm } from "../fleet";
import {
  identityResource,
  plainBicep,
  plainTemplate,
  relayRoleResource,
  roleBicep,
  roleTemplate,
} from "./prerequisiteTemplate";
import { fleetRelayRole, roleWork, type RoleGuids, type RoleWork } from "../plan/roleWork";
import { userDataOf, vmBodyOf } from "./vmBody";
import { vmBicep, vmTemplate, type VmItem } from "./vmTemplate";

/**
 * What Resource Manager takes in one deployment (learn.microsoft.com, "ARM template best practices", template limits, and
 * "Azure subscription limits", resource group limits). Bytes stand for the template after its loops are spelled out.
 */
export const deploymentLimits = {
  resources: 800,
  /** 4 MB, with a tenth kept free: the request around the template counts too. */
  bytes: 3_600_000,
  resourceBytes: 1_000_000,
  /** Deployments in the history of one resource group; Azure deletes the oldest when it comes near. */
  historyPerGroup: 800,
  nameLength: 64,
} as const;

/** What is already right in Azure, so that it is not deployed again. Keys are `resourceKey`s. */
export interface Standing {
  readonly identities: ReadonlySet<string>;
  /** Names of role assignments, in lower case. */
  readonly roles: ReadonlySet<string>;
  /** Whether the fleet's own role is there, with all groups among its scopes. */
  readonly relayRole: boolean;
}

export const nothingStands: Standing = { identities: new Set(), roles: new Set(), relayRole: false };

export interface Work {
  readonly fleet: Fleet;
  /** The VMs that are to be deployed, in the order of the file. */
  readonly vms: readonly FleetVm[];
  readonly standing: Standing;
  readonly roleGuids: RoleGuids;
}

/** The deployments that make these VMs, their identities and roles: phase by phase, each within Resource Manager's limits. */
export function writeDeployments(work: Work): readonly FleetDeployment[] {
  return [...ground(work), ...sharedRoles(work), ...virtualMachines(work)];
}

interface Draft {
  readonly phase: Phase;
  readonly groupId: string;
  readonly vms?: readonly FleetVm[];
  readonly template: FleetDeployment["template"];
  readonly bicep: string;
  readonly userData?: FleetDeployment["userData"];
  readonly registry?: FleetDeployment["registry"];
  readonly resources: number;
  readonly bytes: number;
}

function finish(fleet: Fleet, draft: Draft): FleetDeployment {
  const { groupId, vms = [], userData = {}, registry, ...rest } = draft;
  const group = parseResourceId(groupId);
  if (group.kind !== "resourceGroup") throw new RangeError(`${groupId} is not a resource group.`);
  const { subscriptionId, resourceGroup } = group;
  const name = deploymentName(fleet, draft.phase, [groupId.toLowerCase(), draft.template, userData]);
  return { name, subscriptionId, resourceGroup, vms, userData, registry, ...rest };
}

/** Identities, and the fleet's own role, which goes with the first group. */
function ground({ fleet, vms, standing }: Work): FleetDeployment[] {
  const byGroup = new Map<string, { readonly groupId: string; readonly resources: TemplateResource[] }>();
  const at = (groupId: string): TemplateResource[] => {
    const known = byGroup.get(resourceKey(groupId)) ?? { groupId, resources: [] };
    byGroup.set(resourceKey(groupId), known);
    return known.resources;
  };
  const [first] = vms;
  if (first !== undefined && fleet.assignRoles && fleet.relayRole === "custom" && !standing.relayRole) {
    const groups = [...new Map(fleet.vms.map((vm) => [resourceKey(groupOf(vm)), groupOf(vm)])).values()];
    at(groupOf(first)).push(relayRoleResource(fleetRelayRole(fleet), groups));
  }
  const made = new Set(standing.identities);
  for (const { target } of fleet.createIdentities ? vms : []) {
    if (target.identity !== "user" || made.has(resourceKey(target.userAssignedIdentityId))) continue;
    made.add(resourceKey(target.userAssignedIdentityId));
    const id = parseResourceId(target.userAssignedIdentityId);
    if (id.kind !== "resource") continue;
    at(id.scope.text).push(identityResource(target.userAssignedIdentityId, target.location, fleet.name));
  }
  return [...byGroup.values()].map(({ groupId, resources }) =>
    finish(fleet, {
      phase: "ground",
      groupId,
      template: plainTemplate(resources),
      bicep: plainBicep(resources),
      resources: resources.length,
      bytes: JSON.stringify(resources).length,
    }),
  );
}

function sharedRoles({ fleet, vms, standing, roleGuids }: Work): FleetDeployment[] {
  if (!fleet.assignRoles) return [];
  const shared = vms.filter(({ target }) => target.identity === "user");
  const missing = roleWork(fleet, shared, roleGuids).filter(({ name }) => !standing.roles.has(name));
  const byGroup = new Map<string, RoleWork[]>();
  for (const role of missing) push(byGroup, resourceKey(role.groupId), role);
  return [...byGroup.values()].flatMap((all) =>
    slices(all, deploymentLimits.resources).map((work) =>
      finish(fleet, {
        phase: "roles",
        groupId: work[0]?.groupId ?? "",
        template: roleTemplate(work),
        bicep: roleBicep(work),
        resources: work.length,
        bytes: JSON.stringify(work).length,
      }),
    ),
  );
}

interface Sized {
  readonly vm: FleetVm;
  readonly item: VmItem;
  readonly userData: string | undefined;
  readonly bytes: number;
}

function virtualMachines(work: Work): FleetDeployment[] {
  const byGroup = new Map<string, Sized[]>();
  for (const vm of work.vms) {
    const sized = sizeUp(work, vm);
    push(byGroup, [resourceKey(groupOf(vm)), vm.userData, JSON.stringify(vm.registry)].join("|"), sized);
  }
  return [...byGroup.values()].flatMap((all) => split(all).map((part) => vmDeployment(work.fleet, part)));
}

function sizeUp({ fleet, standing, roleGuids }: Work, vm: FleetVm): Sized {
  const own = fleet.assignRoles && vm.target.identity === "system" ? roleWork(fleet, [vm], roleGuids) : [];
  const roles = own.filter(({ name }) => !standing.roles.has(name));
  const item: VmItem = { name: vm.target.vmName, body: vmBodyOf(fleet, vm), roles };
  const userData = userDataOf(vm);
  const bytes = JSON.stringify(item).length + 200 + (userData?.length ?? 0);
  if (bytes > deploymentLimits.resourceBytes)
    throw new RangeError(`${vm.target.vmName} is larger than the 1 MB that Azure accepts for one resource.`);
  return { vm, item, userData, bytes };
}

/** Parts that keep the limits, in the order of the file. */
function split(all: readonly Sized[]): readonly (readonly Sized[])[] {
  const parts: Sized[][] = [];
  let part: Sized[] = [];
  let resources = 0;
  let bytes = 0;
  for (const sized of all) {
    const more = 1 + sized.item.roles.length;
    if (
      part.length > 0 &&
      (resources + more > deploymentLimits.resources || bytes + sized.bytes > deploymentLimits.bytes)
    ) {
      parts.push(part);
      part = [];
      resources = 0;
      bytes = 0;
    }
    part.push(sized);
    resources += more;
    bytes += sized.bytes;
  }
  return part.length === 0 ? parts : [...parts, part];
}

function vmDeployment(fleet: Fleet, part: readonly Sized[]): FleetDeployment {
  const items = part.map(({ item }) => item);
  const userData: Record<string, string> = {};
  for (const { vm, userData: data } of part) if (data !== undefined) userData[vm.target.vmName] = data;
  const hasUserData = Object.keys(userData).length > 0;
  const [first] = part;
  const secrets = { hasUserData, registry: first?.vm.registry };
  return finish(fleet, {
    phase: "vms",
    groupId: first === undefined ? "" : groupOf(first.vm),
    vms: part.map(({ vm }) => vm),
    template: vmTemplate(items, secrets),
    bicep: vmBicep(items, secrets),
    userData,
    registry: secrets.registry,
    resources: items.reduce((sum, { roles }) => sum + 1 + roles.length, 0),
    bytes: part.reduce((sum, { bytes }) => sum + bytes, 0),
  });
}

function push<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
  const list = map.get(key) ?? [];
  map.set(key, list);
  list.push(item);
}

function slices<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}
