import { parseResourceId } from "../../arm/resources/resourceId";
import type { NewRoleDefinition } from "../../arm/resources/authorization/roleDefinition";
import { isAllowed, type PermissionSet } from "../../arm/resources/authorization/permissions";
import { say } from "../../l10n/sentence";
/** A role that the VM's identity needs for the enrollment, and the actions that make it effective. */
export interface EnrollmentRole {
  /** Display name; a name in Azure that starts with it is the same role ("… In-Built Role"). */
  readonly name: string;
  readonly actions: readonly string[];
  readonly why: string;
}

/** Which role carries the right to assign the relay: one made for it, or the article's other choice. */
export type RelayRole = "custom" | "contributor";

const relayAction = "Microsoft.NetworkCloud/virtualMachines/assignRelay/action";

/**
 * The role that is created where `custom` is chosen: the one action that the article names, and reading the VM that it is about.
 * Its name starts with this one (`relayRoleAt`).
 */
export const customRelayRole = {
  name: "Nexus Arc Relay Assigner",
  description: "Assign the traffic of an Operator Nexus virtual machine to a relay.",
  actions: [relayAction, "Microsoft.NetworkCloud/virtualMachines/read"],
} as const;

/**
 * The custom role for one resource group. Azure takes a custom role's name once in a tenant (RoleDefinitionWithSameNameExists), so
 * that of a resource group has the group's name and the first digits of its subscription.
 */
export function relayRoleAt(groupId: string): NewRoleDefinition {
  const id = parseResourceId(groupId);
  const place = id.kind === "resourceGroup" ? ` (${id.resourceGroup} ${id.subscriptionId.slice(0, 8)})` : "";
  return { ...customRelayRole, name: `${customRelayRole.name}${place}` };
}

const listAccessDetails: EnrollmentRole = {
  name: "HybridCompute Machine ListAccessDetails Action",
  actions: ["Microsoft.HybridCompute/machines/listAccessDetails/action"],
  why: say`allows the relay assignment to read how the Arc machine is reached`,
};

const resourceManager: EnrollmentRole = {
  name: "Azure Connected Machine Resource Manager",
  actions: [
    "Microsoft.HybridCompute/machines/read",
    "Microsoft.HybridCompute/machines/write",
    "Microsoft.HybridCompute/machines/delete",
  ],
  why: say`allows it to create the Arc machine`,
};

/** The roles of the enrollment article, in its order. */
export function enrollmentRoles(relayRole: RelayRole): readonly EnrollmentRole[] {
  const relay: EnrollmentRole = {
    name: relayRole === "custom" ? customRelayRole.name : "Contributor",
    actions: [relayAction],
    why: say`allows it to assign the VM's traffic to the Private Relay`,
  };
  return [listAccessDetails, resourceManager, relay];
}

/** The actions of a role that the permissions do not cover. */
export function missingActions(role: EnrollmentRole, permissions: readonly PermissionSet[]): string[] {
  return role.actions.filter((action) => !isAllowed(permissions, action));
}
