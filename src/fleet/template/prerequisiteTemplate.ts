import type { Json } from "../../arm/decode";
import { parseResourceId } from "../../arm/resources/resourceId";
import { apiVersions } from "../../arm/versions";
import { quoteForBicep, value } from "../../enrollment/dialects/bicep";
import { customRelayRole } from "../../enrollment/roles/roles";
import { templateSchema, type TemplateResource } from "./deployment";
import { fleetTags } from "../fleet";
import type { RoleWork } from "../plan/roleWork";
import { literal } from "./vmTemplate";

const identityType = "Microsoft.ManagedIdentity/userAssignedIdentities";
const roleType = "Microsoft.Authorization/roleAssignments";

/** A user-assigned identity to be made. */
export function identityResource(id: string, location: string, fleet: string): TemplateResource {
  const parsed = parseResourceId(id);
  return {
    type: identityType,
    apiVersion: apiVersions.managedIdentity,
    name: parsed.kind === "resource" ? parsed.name : "",
    location,
    tags: { [fleetTags.fleet]: fleet },
    properties: {},
  };
}

/** The fleet's own role, which can be given on each of `groups`. */
export function relayRoleResource(
  role: { readonly guid: string; readonly name: string },
  groups: readonly string[],
): TemplateResource {
  return {
    type: "Microsoft.Authorization/roleDefinitions",
    apiVersion: apiVersions.authorization,
    name: role.guid,
    properties: {
      roleName: role.name,
      description: customRelayRole.description,
      type: "CustomRole",
      permissions: [{ actions: customRelayRole.actions, notActions: [] }],
      assignableScopes: groups,
    },
  };
}

/** A template of resources that hold no secret and need no loop. */
export function plainTemplate(resources: readonly TemplateResource[]): Json {
  return {
    $schema: templateSchema,
    contentVersion: "1.0.0.0",
    parameters: {},
    resources: literal(resources),
  };
}

export function plainBicep(resources: readonly TemplateResource[]): string {
  const blocks = resources.map(({ type, apiVersion, ...rest }, index) => {
    const symbol = `${type
      .slice(type.lastIndexOf("/") + 1)
      .replace(/ies$/, "y")
      .replace(/s$/, "")}${index + 1}`;
    return `resource ${symbol} '${type}@${apiVersion}' = ${value(rest, "")}`;
  });
  return ["targetScope = 'resourceGroup'", ...blocks].join("\n\n");
}

/** Roles of shared identities, which are there by now: one loop. The principal is read from Azure, so the template holds for every tenant. */
export function roleTemplate(work: readonly RoleWork[]): Json {
  const role = "variables('roles')[copyIndex()]";
  return {
    $schema: templateSchema,
    contentVersion: "1.0.0.0",
    parameters: {},
    variables: literal({
      roles: work.map(({ name, holderId, roleDefinitionId }) => ({ name, holderId, roleDefinitionId })),
    }),
    resources: [
      {
        type: roleType,
        apiVersion: apiVersions.authorization,
        name: `[${role}.name]`,
        properties: {
          roleDefinitionId: `[${role}.roleDefinitionId]`,
          principalId: `[reference(${role}.holderId, '${apiVersions.managedIdentity}').principalId]`,
          principalType: "ServicePrincipal",
        },
        copy: { name: "roles", count: "[length(variables('roles'))]" },
      },
    ],
  };
}

/** The same as Bicep: each identity is named once as `existing`. */
export function roleBicep(work: readonly RoleWork[]): string {
  const holders = [...new Set(work.map(({ holderId }) => holderId))];
  const identities = holders.map((id, index) => {
    const parsed = parseResourceId(id);
    const at =
      parsed.kind === "resource"
        ? `resourceGroup(${quoteForBicep(parsed.subscriptionId ?? "")}, ${quoteForBicep(parsed.resourceGroup ?? "")})`
        : "resourceGroup()";
    const name = parsed.kind === "resource" ? parsed.name : "";
    return `resource identity${index} '${identityType}@${apiVersions.managedIdentity}' existing = {\n  name: ${quoteForBicep(name)}\n  scope: ${at}\n}`;
  });
  const assignments = work.map(
    ({ name, holderId, roleDefinitionId }, index) =>
      `resource role${index} '${roleType}@${apiVersions.authorization}' = {\n  name: ${quoteForBicep(name)}\n  properties: {\n    roleDefinitionId: ${quoteForBicep(roleDefinitionId)}\n    principalId: identity${holders.indexOf(holderId)}.properties.principalId\n    principalType: 'ServicePrincipal'\n  }\n}`,
  );
  return ["targetScope = 'resourceGroup'", ...identities, ...assignments].join("\n\n");
}
