import type { NewRoleAssignment } from "../../arm/resources/authorization/authorization";
import { customRoleId } from "../../arm/resources/authorization/roleDefinition";
import type { PermissionSet } from "../../arm/resources/authorization/permissions";
import { say } from "../../l10n/sentence";
import type { ShortAction } from "../actions/azureAction";
import type { RoleIds } from "./identityRights";
import {
  customRelayRole,
  enrollmentRoles,
  missingActions,
  relayRoleAt,
  type EnrollmentRole,
  type RelayRole,
} from "./roles";
import { StepBlockedError } from "../steps/step";

/** To whom the roles are given, and what already exists. */
export interface RoleWork {
  /** ARM ID of the resource group. */
  readonly scope: string;
  /** Object id of the identity. */
  readonly principalId: string;
  readonly relayRole: RelayRole;
  /** What the identity may do at the scope now. */
  readonly permissions: readonly PermissionSet[];
  readonly roleIds: RoleIds;
}

/**
 * What gives an identity the roles that it lacks for the enrollment; empty when it lacks none. The ids follow from scope,
 * principal and role, so that doing it twice changes nothing. Throws `StepBlockedError` when the cloud does not show a role.
 */
export function roleActions(work: RoleWork): ShortAction[] {
  return enrollmentRoles(work.relayRole)
    .filter((role) => missingActions(role, work.permissions).length > 0)
    .flatMap((role) => giveRole(work, role));
}

function giveRole({ scope, principalId, roleIds }: RoleWork, role: EnrollmentRole): ShortAction[] {
  const known = roleIds[role.name];
  const assign = (roleDefinitionId: string, roleName = role.name): ShortAction => {
    const assignment: NewRoleAssignment = {
      scope,
      roleDefinitionId,
      principalId,
      principalType: "ServicePrincipal",
    };
    return { kind: "assignRole", roleName, assignment };
  };
  if (known !== undefined) return [assign(known)];
  if (role.name !== customRelayRole.name) {
    throw new StepBlockedError(
      say`This cloud has no role named “${role.name}”, or you do not have permission to read its roles.`,
      say`Check that you can read role definitions on the resource group.`,
    );
  }
  const own = relayRoleAt(scope);
  return [{ kind: "createRole", scope, role: own }, assign(customRoleId(scope, own.name), own.name)];
}
