import {
  findRoleDefinition,
  getRoleDefinition,
  listRoleAssignments,
} from "../../arm/resources/authorization/authorization";
import type { ArmClient } from "../../arm/client";
import {
  effectivePermissions,
  roleKey,
  type PermissionSet,
} from "../../arm/resources/authorization/permissions";
import { enrollmentRoles, type RelayRole } from "./roles";

/** What the VM's identity may do on the resource group. */
export interface IdentityRights {
  readonly principalId: string;
  readonly permissions: readonly PermissionSet[];
}

/** Role definition ids by the name in `enrollmentRoles`; `undefined` for a role that is not there. */
export type RoleIds = Readonly<Record<string, string | undefined>>;

/** What `principalId` may do at `scope`, from its role assignments and their definitions. Throws `ArmError`. */
export async function readRights(
  client: ArmClient,
  scope: string,
  principalId: string,
  signal?: AbortSignal,
): Promise<IdentityRights> {
  const assignments = await listRoleAssignments(client, scope, principalId, signal);
  const ids = new Map(
    assignments.map(({ roleDefinitionId }) => [roleKey(roleDefinitionId), roleDefinitionId]),
  );
  const roles = await Promise.all([...ids.values()].map((id) => getRoleDefinition(client, id, signal)));
  const permissions = effectivePermissions(assignments, roles, [principalId], scope);
  return { principalId, permissions };
}

/** The roles of the enrollment, as the cloud knows them at `scope`. Throws `ArmError`. */
export async function findEnrollmentRoles(
  client: ArmClient,
  scope: string,
  relayRole: RelayRole,
  signal?: AbortSignal,
): Promise<RoleIds> {
  const found = await Promise.all(
    enrollmentRoles(relayRole).map(async ({ name }) => {
      const role = await findRoleDefinition(client, scope, name, signal);
      return [name, role?.id] as const;
    }),
  );
  return Object.fromEntries(found);
}
