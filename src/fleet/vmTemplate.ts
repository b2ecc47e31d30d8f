import type { Json } from "../arm/decode";
import { readObject } from "../arm/decode";
import { apiVersions } from "../arm/versions";
import { written } from "../enrollment/dialects/armTemplate";
import { value } from "../enrollment/dialects/bicep";
import type { RoleWork } from "./roleWork";
import { templateSchema } from "./deployment";

const vmType = "Microsoft.NetworkCloud/virtualMachines";
const roleType = "Microsoft.Authorization/roleAssignments";

/** One VM as the template's variable `vms` has it. */
export interface VmItem {
  readonly name: string;
  /** The body of its PUT, user data left out. */
  readonly body: Json;
  /** Roles of its own identity, once it is made. */
  readonly roles: readonly RoleWork[];
}

/** ARM JSON: one loop over the VMs, and one over the roles of their own identities. What all VMs have alike stands once. */
export function vmTemplate(items: readonly VmItem[], hasUserData: boolean): Json {
  const { common, rest } = factorOut(items.map(({ body }) => readObject(body["properties"])));
  const vms = items.map(({ name, body }, index) => ({ name, ...body, properties: rest[index] ?? {} }));
  const roles = items.flatMap(({ name, roles: all }) =>
    all.map((role) => ({ vm: name, ...assignmentOf(role) })),
  );
  const item = "variables('vms')[copyIndex()]";
  const secret = `createObject('userDataContent', parameters('userData')[${item}.name])`;
  const parts = ["variables('common')", `${item}.properties`, ...(hasUserData ? [secret] : [])];
  return {
    $schema: templateSchema,
    contentVersion: "1.0.0.0",
    parameters: hasUserData ? { userData: { type: "secureObject" } } : {},
    variables: literal({ common, vms, ...(roles.length > 0 && { roles }) }),
    resources: [
      {
        type: vmType,
        apiVersion: apiVersions.networkCloud,
        name: `[${item}.name]`,
        location: `[${item}.location]`,
        extendedLocation: `[${item}.extendedLocation]`,
        tags: `[${item}.tags]`,
        identity: `[${item}.identity]`,
        properties: `[union(${parts.join(", ")})]`,
        copy: { name: "vms", count: "[length(variables('vms'))]" },
      },
      ...(roles.length > 0 ? [ownRoles()] : []),
    ],
  };
}

function ownRoles(): Json {
  const role = "variables('roles')[copyIndex()]";
  const vmId = `resourceId('${vmType}', ${role}.vm)`;
  return {
    type: roleType,
    apiVersion: apiVersions.authorization,
    name: `[${role}.name]`,
    dependsOn: [`[${vmId}]`],
    properties: {
      roleDefinitionId: `[${role}.roleDefinitionId]`,
      principalId: `[reference(${vmId}, '${apiVersions.networkCloud}', 'full').identity.principalId]`,
      principalType: "ServicePrincipal",
    },
    copy: { name: "roles", count: "[length(variables('roles'))]" },
  };
}

function assignmentOf({ name, roleDefinitionId }: RoleWork): Json {
  return { name, roleDefinitionId };
}

/** The same as Bicep. */
export function vmBicep(items: readonly VmItem[], hasUserData: boolean): string {
  const { common, rest } = factorOut(items.map(({ body }) => readObject(body["properties"])));
  const vms = items.map(({ name, body }, index) => ({ name, ...body, properties: rest[index] ?? {} }));
  const roles = items.flatMap(({ roles: all }, index) =>
    all.map((role) => ({ vm: index, ...assignmentOf(role) })),
  );
  const secret = hasUserData ? ", { userDataContent: userData[vm.name] }" : "";
  return [
    "targetScope = 'resourceGroup'",
    ...(hasUserData ? ["// Base64 user data by the VM's name.\n@secure()\nparam userData object"] : []),
    `var common = ${value(common, "")}`,
    `var vms = ${value(vms, "")}`,
    `resource virtualMachines '${vmType}@${apiVersions.networkCloud}' = [for vm in vms: {
  name: vm.name
  location: vm.location
  extendedLocation: vm.extendedLocation
  tags: vm.tags
  identity: vm.identity
  properties: union(common, vm.properties${secret})
}]`,
    ...(roles.length === 0 ? [] : [`var roles = ${value(roles, "")}`, ownRolesBicep]),
  ].join("\n\n");
}

const ownRolesBicep = `resource roleAssignments '${roleType}@${apiVersions.authorization}' = [for role in roles: {
  name: role.name
  properties: {
    roleDefinitionId: role.roleDefinitionId
    principalId: virtualMachines[role.vm].identity.principalId
    principalType: 'ServicePrincipal'
  }
}]`;

/** Members that all objects have alike, and what each has besides. */
function factorOut(objects: readonly Json[]): { readonly common: Json; readonly rest: readonly Json[] } {
  const [first = {}] = objects;
  const texts = objects.map(
    (object) => new Map(Object.entries(object).map(([key, member]) => [key, JSON.stringify(member)])),
  );
  const shared = new Set(
    Object.keys(first).filter((key) => texts.every((object) => object.get(key) === texts[0]?.get(key))),
  );
  const pick = (object: Json, wanted: boolean): Json =>
    Object.fromEntries(Object.entries(object).filter(([key]) => shared.has(key) === wanted));
  return { common: pick(first, true), rest: objects.map((object) => pick(object, false)) };
}

/** Plain data in a template: no text of it is read as an expression. */
export function literal(data: unknown): unknown {
  return written(data, new Set());
}
