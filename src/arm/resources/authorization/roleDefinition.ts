import type { ArmRequest } from "../../client";
import { parseResourceId, resourceKey, urlPath } from "../resourceId";
import { uuidV5 } from "../uuid";
import { apiVersions } from "../../versions";

/** A custom role to be made (Microsoft.Authorization/roleDefinitions 2022-04-01). */
export interface NewRoleDefinition {
  readonly name: string;
  readonly description: string;
  readonly actions: readonly string[];
}

/** Namespace of our custom roles. Fixed forever: the same role at the same scope gets the same GUID. */
const roleNamespace = "0b6b6b86-3b7c-4f0e-8a55-6a2f5f0c1d7e";

/** ARM ID of the custom role at a subscription or resource group; the same for the same name and scope. */
export function customRoleId(scope: string, roleName: string): string {
  const guid = uuidV5(roleNamespace, `${resourceKey(scope)}|${roleName.toLowerCase()}`);
  return `${scope}/providers/Microsoft.Authorization/roleDefinitions/${guid}`;
}

/** Requests about custom roles. Throw `ResourceIdError`. */
export const roleDefinitionRequests = {
  put: (scope: string, role: NewRoleDefinition): ArmRequest => ({
    method: "PUT",
    path: urlPath(parseResourceId(customRoleId(scope, role.name))),
    apiVersion: apiVersions.authorization,
    body: {
      properties: {
        roleName: role.name,
        description: role.description,
        type: "CustomRole",
        permissions: [{ actions: role.actions, notActions: [] }],
        assignableScopes: [scope],
      },
    },
  }),
};
