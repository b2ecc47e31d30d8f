import type { ArmClient, ArmRequest } from "../../client";
import { readObject, readObjects, readString, readStrings, type OpenEnum } from "../../decode";
import { ArmError } from "../../errors";
import { listAll, withSignal } from "../../http/pages";
import {
  decodePermissionSet,
  roleKey,
  type AssignmentFacts,
  type PermissionSet,
  type RoleFacts,
} from "./permissions";
import { decodeResource, type ArmResource } from "../resource";
import { parseResourceId, resourceKey, urlPath } from "../resourceId";
import { uuidV5 } from "../uuid";
import { apiVersions } from "../../versions";

const apiVersion = apiVersions.authorization;

export interface RoleAssignment extends ArmResource, AssignmentFacts {
  readonly principalType: OpenEnum<"ServicePrincipal" | "User" | "Group"> | undefined;
  /** ISO 8601. */
  readonly createdOn: string | undefined;
}

export interface RoleDefinition extends ArmResource, RoleFacts {
  readonly roleName: string;
  readonly roleType: OpenEnum<"BuiltInRole" | "CustomRole"> | undefined;
  readonly description: string | undefined;
  readonly assignableScopes: readonly string[];
}

/** A role to be given. */
export interface NewRoleAssignment {
  /** ARM ID of a subscription, resource group or resource. */
  readonly scope: string;
  /** ARM ID of the role definition. */
  readonly roleDefinitionId: string;
  /** Object id in Microsoft Entra. */
  readonly principalId: string;
  /** Says what a fresh principal is, so that ARM does not look for it before the directory has copied it everywhere. */
  readonly principalType: "ServicePrincipal" | "User" | "Group";
}

/** Namespace of our role assignment names. Fixed forever: it makes the same assignment get the same name. */
const assignmentNamespace = "8f2d5a0e-5c1b-4f5e-9d0a-3c6b7e1f4a92";

/** The name of an assignment: the same for the same scope, principal and role, so that a second PUT makes no second one. */
export function roleAssignmentName(assignment: NewRoleAssignment): string {
  const { scope, principalId, roleDefinitionId } = assignment;
  const facts = [resourceKey(scope), principalId.toLowerCase(), roleKey(roleDefinitionId)];
  return uuidV5(assignmentNamespace, facts.join("|"));
}

function authorizationPath(scope: string, rest: string): string {
  const base = scope === "/" ? "" : urlPath(parseResourceId(scope));
  return `${base}/providers/Microsoft.Authorization/${rest}`;
}

/** Text in an OData filter. */
function odata(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Requests about roles. Throw `ResourceIdError`. */
export const authorizationRequests = {
  putRoleAssignment: (assignment: NewRoleAssignment): ArmRequest => ({
    method: "PUT",
    path: authorizationPath(assignment.scope, `roleAssignments/${roleAssignmentName(assignment)}`),
    apiVersion,
    body: {
      properties: {
        roleDefinitionId: assignment.roleDefinitionId,
        principalId: assignment.principalId,
        principalType: assignment.principalType,
      },
    },
  }),
  /** Assignments of `principalId` at, above and below `scope`. */
  listRoleAssignments: (scope: string, principalId: string): ArmRequest => ({
    method: "GET",
    path: authorizationPath(scope, "roleAssignments"),
    apiVersion,
    query: { $filter: `principalId eq ${odata(principalId)}` },
  }),
  deleteRoleAssignment: (id: string): ArmRequest => ({
    method: "DELETE",
    path: urlPath(parseResourceId(id)),
    apiVersion,
  }),
  listRoleDefinitions: (scope: string, roleName?: string): ArmRequest => ({
    method: "GET",
    path: authorizationPath(scope, "roleDefinitions"),
    apiVersion,
    ...(roleName !== undefined && { query: { $filter: `roleName eq ${odata(roleName)}` } }),
  }),
  getRoleDefinition: (id: string): ArmRequest => ({
    method: "GET",
    path: urlPath(parseResourceId(id)),
    apiVersion,
  }),
  /** What the caller may do at `scope`. */
  listPermissions: (scope: string): ArmRequest => ({
    method: "GET",
    path: authorizationPath(scope, "permissions"),
    apiVersion,
  }),
};

export function decodeRoleAssignment(value: unknown): RoleAssignment {
  const resource = decodeResource(value);
  const properties = readObject(resource.raw["properties"]);
  return {
    ...resource,
    scope: readString(properties["scope"]) ?? "",
    roleDefinitionId: readString(properties["roleDefinitionId"]) ?? "",
    principalId: readString(properties["principalId"]) ?? "",
    principalType: readString(properties["principalType"]),
    condition: readString(properties["condition"]),
    createdOn: readString(properties["createdOn"]),
  };
}

export function decodeRoleDefinition(value: unknown): RoleDefinition {
  const resource = decodeResource(value);
  const properties = readObject(resource.raw["properties"]);
  return {
    ...resource,
    roleName: readString(properties["roleName"]) ?? resource.name,
    roleType: readString(properties["type"]),
    description: readString(properties["description"]),
    assignableScopes: readStrings(properties["assignableScopes"]),
    permissions: readObjects(properties["permissions"]).map(decodePermissionSet),
  };
}

/** Throws `ArmError` or `ResourceIdError`. */
export function listRoleAssignments(
  client: ArmClient,
  scope: string,
  principalId: string,
  signal?: AbortSignal,
): Promise<RoleAssignment[]> {
  const request = authorizationRequests.listRoleAssignments(scope, principalId);
  return listAll(client, withSignal(request, signal), decodeRoleAssignment);
}

/**
 * Gives a role. Doing it again changes nothing: the name is the same, and an equal assignment that someone else made
 * under another name is returned as it is. Throws `ArmError`.
 */
export async function putRoleAssignment(
  client: ArmClient,
  assignment: NewRoleAssignment,
  signal?: AbortSignal,
): Promise<RoleAssignment> {
  try {
    const request = authorizationRequests.putRoleAssignment(assignment);
    return decodeRoleAssignment((await client.send(withSignal(request, signal))).body);
  } catch (error) {
    if (!(error instanceof ArmError) || error.code !== "RoleAssignmentExists") throw error;
    const existing = await findEqual(client, assignment, signal);
    if (existing === undefined) throw error;
    return existing;
  }
}

async function findEqual(
  client: ArmClient,
  assignment: NewRoleAssignment,
  signal: AbortSignal | undefined,
): Promise<RoleAssignment | undefined> {
  const all = await listRoleAssignments(client, assignment.scope, assignment.principalId, signal);
  return all.find(
    ({ roleDefinitionId, scope }) =>
      roleKey(roleDefinitionId) === roleKey(assignment.roleDefinitionId) &&
      resourceKey(scope) === resourceKey(assignment.scope),
  );
}

export async function deleteRoleAssignment(
  client: ArmClient,
  id: string,
  signal?: AbortSignal,
): Promise<void> {
  await client.send(withSignal(authorizationRequests.deleteRoleAssignment(id), signal));
}

/** All role definitions that can be assigned at `scope`. Throws `ArmError`. */
export function listRoleDefinitions(
  client: ArmClient,
  scope: string,
  signal?: AbortSignal,
): Promise<RoleDefinition[]> {
  return listAll(
    client,
    withSignal(authorizationRequests.listRoleDefinitions(scope), signal),
    decodeRoleDefinition,
  );
}

/** One role definition. Throws `ArmError` or `ResourceIdError`. */
export async function getRoleDefinition(
  client: ArmClient,
  id: string,
  signal?: AbortSignal,
): Promise<RoleDefinition> {
  const response = await client.send(withSignal(authorizationRequests.getRoleDefinition(id), signal));
  return decodeRoleDefinition(response.body);
}

/**
 * Finds a role by its name at run time, since clouds differ in GUIDs and display names grow endings ("… In-Built Role"):
 * the exact name first, else the shortest name that starts with it. Throws `ArmError`.
 */
export async function findRoleDefinition(
  client: ArmClient,
  scope: string,
  roleName: string,
  signal?: AbortSignal,
): Promise<RoleDefinition | undefined> {
  const exactly = withSignal(authorizationRequests.listRoleDefinitions(scope, roleName), signal);
  const wanted = roleName.toLowerCase();
  const named = (await listAll(client, exactly, decodeRoleDefinition)).find(
    (role) => role.roleName.toLowerCase() === wanted,
  );
  if (named !== undefined) return named;
  const all = await listRoleDefinitions(client, scope, signal);
  return all
    .filter((role) => role.roleName.toLowerCase().startsWith(wanted))
    .sort((left, right) => left.roleName.length - right.roleName.length)[0];
}

/** What the signed-in account may do at `scope`. Throws `ArmError`. */
export function listPermissions(
  client: ArmClient,
  scope: string,
  signal?: AbortSignal,
): Promise<PermissionSet[]> {
  const request = withSignal(authorizationRequests.listPermissions(scope), signal);
  return listAll(client, request, decodePermissionSet);
}
