import type { Json } from "../../arm/decode";
import { readObject } from "../../arm/decode";
import { apiVersions } from "../../arm/versions";
import { written } from "../../enrollment/dialects/armTemplate";
import { value } from "../../enrollment/dialects/bicep";
import type { FleetRegistry } from "../fleet";
import type { RoleWork } from "../plan/roleWork";
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

/** What comes in secure parameters. */
export interface VmSecrets {
  readonly hasUserData: boolean;
  readonly registry: FleetRegistry | undefined;
}

/** ARM JSON: one loop over the VMs, and one over the roles of their own identities. What all VMs have alike stands once. */
export function vmTemplate(items: readonly VmItem[], { hasUserData, registry }: VmSecrets): Json {
  const { common, rest } = factorOut(items.map(({ body }) => readObject(body["properties"])));
  const vms = items.map(({ name, body }, index) => ({ name, ...body, properties: rest[index] ?? {} }));
  const roles = items.flatMap(({ name, roles: all }) =>
    all.map((role) => ({ vm: name, ...assignmentOf(role) })),
  );
  const item = "variables('vms')[copyIndex()]";
  const secret = `createObject('userDataContent', parameters('userData')[${item}.name])`;
  const parts = [
    "variables('common')",
    `${item}.properties`,
    ...(hasUserData ? [secret] : []),
    ...(registry === undefined ? [] : [credentials]),
  ];
  return {
    $schema: templateSchema,
    contentVersion: "1.0.0.0",
    parameters: {
      ...(hasUserData && { userData: { type: "secureObject" } }),
      ...(registry !== undefined && { registryPassword: { type: "secureString" } }),
    },
    variables: literal({
      common,
      vms,
      ...(roles.length > 0 && { roles }),
      ...(registry !== undefined && { registry: registryBody(registry) }),
    }),
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

const credentials =
  "createObject('vmImageRepositoryCredentials', union(variables('registry'), createObject('password', parameters('registryPassword'))))";

function registryBody({ url, username }: FleetRegistry): Json {
  return { registryUrl: url, username };
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
export function vmBicep(items: readonly VmItem[], { hasUserData, registry }: VmSecrets): string {
  const { common, rest } = factorOut(items.map(({ body }) => readObject(body["properties"])));
  const vms = items.map(({ name, body }, index) => ({ name, ...body, properties: rest[index] ?? {} }));
  const roles = items.flatMap(({ roles: all }, index) =>
    all.map((role) => ({ vm: index, ...assignmentOf(role) })),
  );
  const secrets = [
    ...(hasUserData ? [", { userDataContent: userData[vm.name] }"] : []),
    ...(registry === undefined
      ? []
      : [", { vmImageRepositoryCredentials: union(registry, { password: registryPassword }) }"]),
  ].join("");
  return [
    "targetScope = 'resourceGroup'",
    ...(hasUserData ? ["// Base64 user data by the VM's name.\n@secure()\nparam userData object"] : []),
    ...(registry === undefined
      ? []
      : ["@secure()\nparam registryPassword string", `var registry = ${value(registryBody(registry), "")}`]),
    `var common = ${value(common, "")}`,
    `var vms = ${value(vms, "")}`,
    `resource virtualMachines '${vmType}@${apiVersions.networkCloud}' = [for vm in vms: {
  name: vm.name
  location: vm.location
  extendedLocation: vm.extendedLocation
  tags: vm.tags
  identity: vm.identity
  properties: union(common, vm.properties${secrets})
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
