import { resourceKey } from "../../arm/resources/resourceId";
import { uuidV5 } from "../../arm/resources/uuid";
import { customRelayRole, enrollmentRoles } from "../../enrollment/roles/roles";
import { groupOf, type Fleet, type FleetVm } from "../fleet";

/** GUIDs of role definitions by the names in `enrollmentRoles`. */
export type RoleGuids = Readonly<Record<string, string>>;

/**
 * Azure's own roles as the public cloud has them, for templates that are written without asking Azure
 * (built-in roles list; the first one from a third party's list). What Azure answers counts more.
 */
export const knownRoleGuids: RoleGuids = {
  "HybridCompute Machine ListAccessDetails Action": "e9701b4d-e6e7-4657-91cd-360a0881d224",
  "Azure Connected Machine Resource Manager": "f5819b54-e033-4d82-ac66-4fec3cbf3f4c",
  Contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
};

/** Namespaces of names that must come out the same forever. */
const namespaces = {
  role: "5f0f1ac2-52cb-4f3b-8d6c-5b7f7be0d1a4",
  assignment: "c5a3f1de-0d4f-4b3a-9b74-1f8a6c2e9d07",
} as const;

/** The fleet's own role with the right to assign the relay. A custom role's name is unique in the tenant, so the fleet has one for all its groups. */
export function fleetRelayRole(fleet: Pick<Fleet, "name" | "tenantId">): {
  readonly guid: string;
  readonly name: string;
} {
  return {
    guid: uuidV5(namespaces.role, `${fleet.tenantId.toLowerCase()}|${fleet.name}`),
    name: `${customRelayRole.name} (fleet ${fleet.name})`,
  };
}

/** One role to be given on a resource group: to a shared identity, or to the identity of one VM. */
export interface RoleWork {
  /** Of the assignment; the same for the same group, identity and role. */
  readonly name: string;
  readonly groupId: string;
  /** Resource ID of the user-assigned identity, or of the VM with the identity of its own. */
  readonly holderId: string;
  readonly roleName: string;
  readonly roleDefinitionId: string;
}

/** The assignments that these VMs need, each once. */
export function roleWork(fleet: Fleet, vms: readonly FleetVm[], guids: RoleGuids): readonly RoleWork[] {
  const work = new Map<string, RoleWork>();
  for (const vm of vms) {
    const groupId = groupOf(vm);
    const holderId = vm.target.identity === "user" ? vm.target.userAssignedIdentityId : vm.id;
    for (const role of rolesOf(fleet, guids)) {
      const facts = [resourceKey(groupId), resourceKey(holderId), role.guid.toLowerCase()];
      const name = uuidV5(namespaces.assignment, facts.join("|"));
      const roleDefinitionId = `/subscriptions/${vm.target.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${role.guid}`;
      work.set(name, { name, groupId, holderId, roleName: role.name, roleDefinitionId });
    }
  }
  return [...work.values()];
}

function rolesOf(
  fleet: Fleet,
  guids: RoleGuids,
): readonly { readonly name: string; readonly guid: string }[] {
  return enrollmentRoles(fleet.relayRole).map(({ name }) => {
    if (name === customRelayRole.name) return fleetRelayRole(fleet);
    const guid = guids[name] ?? knownRoleGuids[name];
    if (guid === undefined) throw new RangeError(`The role “${name}” is not known.`);
    return { name, guid };
  });
}
