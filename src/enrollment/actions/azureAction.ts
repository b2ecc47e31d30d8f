import {
  authorizationRequests,
  type NewRoleAssignment,
} from "../../arm/resources/authorization/authorization";
import type { ArmRequest } from "../../arm/client";
import { machineRequests, type NewMachine } from "../../arm/resources/arc/hybridCompute";
import { identityRequests, type NewUserAssignedIdentity } from "../../arm/resources/managedIdentity";
import { virtualMachineRequests, type RelayAssignment } from "../../arm/resources/networkCloud/networkCloud";
import {
  roleDefinitionRequests,
  type NewRoleDefinition,
} from "../../arm/resources/authorization/roleDefinition";
import type { NewVirtualMachine } from "../../arm/resources/networkCloud/virtualMachineBody";

/** One thing to do in Azure. The runner sends it; the dialects write it down; both from here. */
export type AzureAction =
  | { readonly kind: "createIdentity"; readonly id: string; readonly identity: NewUserAssignedIdentity }
  | { readonly kind: "createRole"; readonly scope: string; readonly role: NewRoleDefinition }
  | { readonly kind: "assignRole"; readonly roleName: string; readonly assignment: NewRoleAssignment }
  | { readonly kind: "createVm"; readonly id: string; readonly vm: NewVirtualMachine }
  | { readonly kind: "createMachine"; readonly id: string; readonly machine: NewMachine }
  | { readonly kind: "assignRelay"; readonly vmId: string; readonly relay: RelayAssignment };

/** What Azure does as a long-running operation. */
export type LongAction = Extract<AzureAction, { readonly kind: "createVm" | "assignRelay" }>;
/** What is done when Azure answers. */
export type ShortAction = Exclude<AzureAction, LongAction>;

/** The one request that an action is. */
export function requestOf(action: AzureAction): ArmRequest {
  switch (action.kind) {
    case "createIdentity":
      return identityRequests.put(action.id, action.identity);
    case "createRole":
      return roleDefinitionRequests.put(action.scope, action.role);
    case "assignRole":
      return authorizationRequests.putRoleAssignment(action.assignment);
    case "createVm":
      return virtualMachineRequests.create(action.id, action.vm);
    case "createMachine":
      return machineRequests.put(action.id, action.machine);
    case "assignRelay":
      return virtualMachineRequests.assignRelay(action.vmId, action.relay);
  }
}
