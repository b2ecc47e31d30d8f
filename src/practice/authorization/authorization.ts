import { apiVersions } from "../engine/apiVersions";
import type { Answer, Call } from "../engine/call";
import type { Kind } from "../engine/kind";
import { findCustomRole, grantsOf, roleAssignmentType } from "./access";
import { listAt, objectAt, textAt, type Json, type JsonObject } from "../state/json";
import { badRequest, Refusal, resourceNotFound } from "../engine/refusal";
import { covers, render, type Resource } from "../state/resource";
import { builtInRoles } from "./roles";
import { bodyOf, page } from "../engine/tracked";
import { lasting, timestamp, type World } from "../state/world";

/** Microsoft.Authorization: role assignments and what the caller may do. */

const guid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Seconds until a new assignment has reached every region (documented: up to ten minutes; mostly well below). */
const propagation = 40;
/** Seconds after which a new service principal is known everywhere. */
const replication = 30;

export const roleAssignments: Kind = {
  namespace: "Microsoft.Authorization",
  types: ["roleAssignments"],
  apiVersions: apiVersions.authorization,
  get: (call, world) => ({ status: 200, body: render(assignmentAt(call, world)) }),
  list,
  put,
  delete: (call, world) => {
    const present = world.store.get(call.id);
    if (present === undefined) return { status: 204 };
    world.store.delete(call.id);
    return { status: 200, body: render(present) };
  },
};

function assignmentAt(call: Call, world: World): Resource {
  const assignment = world.store.get(call.id);
  if (assignment !== undefined) return assignment;
  throw new Refusal(404, "RoleAssignmentNotFound", `The role assignment '${call.name}' is not found.`);
}

function put(call: Call, world: World): Answer {
  if (!guid.test(call.name))
    throw badRequest(
      "InvalidRoleAssignmentId",
      `The role assignment ID '${call.name}' is not valid. The role assignment ID must be a GUID.`,
    );
  const asked = objectAt(bodyOf(call), "properties");
  const roleDefinitionId = roleOf(world, asked);
  const principalId = principalOf(asked);
  requireScope(call, world);
  const principalType = principalTypeOf(world, principalId, asked["principalType"] ?? undefined);
  const present = world.store.get(call.id);
  if (present !== undefined) return unchanged(present, { roleDefinitionId, principalId });
  refuseDouble(call, world, { roleDefinitionId, principalId });
  const now = timestamp(world.now());
  const by = call.caller.objectId;
  const assignment: Resource = {
    id: call.id,
    name: call.name,
    type: roleAssignmentType,
    properties: {
      roleDefinitionId,
      principalId,
      principalType,
      scope: call.target.scope === "" ? "/" : call.target.scope,
      condition: asked["condition"] ?? null,
      conditionVersion: asked["conditionVersion"] ?? null,
      createdOn: now,
      updatedOn: now,
      createdBy: by,
      updatedBy: by,
      delegatedManagedIdentityResourceId: asked["delegatedManagedIdentityResourceId"] ?? null,
      description: asked["description"] ?? null,
    },
    hidden: { effectiveAt: world.now() + lasting(world, propagation) },
  };
  world.store.put(assignment);
  return { status: 201, body: render(assignment) };
}

/** Of any scope: templates write the id of a role at their own resource group. */
const rolePath = /^(?:\/.+)?\/providers\/Microsoft\.Authorization\/roleDefinitions\/([^/]+)$/i;

/** The id of a role definition that is there. A bare GUID is refused (Azure/azure-cli#2458). */
function roleOf(world: World, asked: JsonObject): string {
  const id = textAt(asked, "roleDefinitionId") ?? "";
  const name = rolePath.exec(id)?.[1];
  if (name === undefined) throw badRequest("BadRequestFormat", "The request was incorrectly formatted.");
  if (!guid.test(name))
    throw badRequest(
      "InvalidRoleDefinitionId",
      `The role definition ID '${name}' is not valid. The role definition ID must be a GUID.`,
    );
  const isBuiltIn = builtInRoles.some((role) => role.id === name.toLowerCase());
  if (isBuiltIn || findCustomRole(world, name) !== undefined) return id;
  throw badRequest(
    "RoleDefinitionDoesNotExist",
    `The specified role definition with ID '${name.toLowerCase()}' does not exist.`,
  );
}

/** Words as in Azure/azure-powershell#16627 and Azure-Samples/azure-search-openai-demo#2848. */
function principalOf(asked: JsonObject): string {
  const id = asked["principalId"] ?? "";
  if (typeof id !== "string") throw badRequest("BadRequestFormat", "The request was incorrectly formatted.");
  if (id.trim() === "")
    throw badRequest("InvalidPrincipalId", "A valid principal ID must be provided for role assignment.");
  if (guid.test(id)) return id;
  throw badRequest(
    "InvalidPrincipalId",
    `The Principal ID '${id}' is not valid. Principal ID must be a GUID.`,
  );
}

/** A resource that roles are given on must be there. Subscriptions and groups were looked for before. */
function requireScope(call: Call, world: World): void {
  const [, type, name] = /\/providers\/([^/]+\/[^/]+)\/(.+)$/.exec(call.target.scope) ?? [];
  if (type === undefined || name === undefined || world.store.get(call.target.scope) !== undefined) return;
  if (type.toLowerCase() === "microsoft.management/managementgroups") return;
  throw resourceNotFound(type, name, call.group);
}

/** Microsoft.Authorization 2022-04-01, `PrincipalType`. */
const principalTypes = ["User", "Group", "ServicePrincipal", "ForeignGroup", "Device"];

/** A principal that is not named with its type must be found; one that was just made may not have arrived yet. */
function principalTypeOf(world: World, principalId: string, asked: Json | undefined): string {
  const principal = world.directory.get(principalId);
  if (asked !== undefined) {
    const named = principalTypes.find(
      (type) => typeof asked === "string" && type.toLowerCase() === asked.toLowerCase(),
    );
    if (named === undefined) throw badRequest("BadRequestFormat", "The request was incorrectly formatted.");
    const real = principal === undefined ? named : principal.kind === "user" ? "User" : "ServicePrincipal";
    if (real !== named)
      throw badRequest(
        "UnmatchedPrincipalType",
        `The PrincipalId '${principalId.replaceAll("-", "")}' has type '${real}' , which is different from specified PrinciaplType '${named}'.`,
      );
    return named;
  }
  const arrived = principal !== undefined && principal.createdAt + lasting(world, replication) <= world.now();
  if (arrived) return principal.kind === "user" ? "User" : "ServicePrincipal";
  throw badRequest(
    "PrincipalNotFound",
    `Principal ${principalId.replaceAll("-", "")} does not exist in the directory. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group. See https://aka.ms/docs-principaltype`,
  );
}

interface Core {
  readonly roleDefinitionId: string;
  readonly principalId: string;
}

function unchanged(present: Resource, asked: Core): Answer {
  if (sameRole(present, asked)) return { status: 200, body: render(present) };
  throw new Refusal(
    409,
    "RoleAssignmentUpdateNotPermitted",
    "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.",
  );
}

function refuseDouble(call: Call, world: World, asked: Core): void {
  for (const other of world.store.list(roleAssignmentType)) {
    if (
      !sameRole(other, asked) ||
      textAt(other.properties, "scope")?.toLowerCase() !== (call.target.scope || "/").toLowerCase()
    )
      continue;
    throw new Refusal(
      409,
      "RoleAssignmentExists",
      `The role assignment already exists. The ID of the existing role assignment is ${other.name.replaceAll("-", "")}.`,
    );
  }
}

function sameRole(assignment: Resource, asked: Core): boolean {
  const role = textAt(assignment.properties, "roleDefinitionId")?.split("/").at(-1)?.toLowerCase();
  return (
    role === asked.roleDefinitionId.split("/").at(-1)?.toLowerCase() &&
    textAt(assignment.properties, "principalId")?.toLowerCase() === asked.principalId.toLowerCase()
  );
}

/** Without a filter: at, above and below the scope. `atScope()`: not below. `principalId eq '…'` and `assignedTo('…')`: of one principal. */
function list(call: Call, world: World): Answer {
  const filter = call.url.searchParams.get("$filter") ?? "";
  const principal = /(?:principalId eq|assignedTo\()\s*'([^']+)'/i.exec(filter)?.[1]?.toLowerCase();
  const known = filter === "" || principal !== undefined || /^atScope\(\)$/i.test(filter.trim());
  if (!known)
    throw badRequest(
      "BadRequestFormat",
      `The filter '${filter}' is not supported. Supported filters are 'atScope()', 'principalId eq '{value}'' and 'assignedTo('{value}')'.`,
    );
  const below = !/atScope\(\)/i.test(filter);
  const scope = call.target.scope;
  const found: JsonObject[] = [];
  for (const assignment of world.store.list(roleAssignmentType)) {
    const at = textAt(assignment.properties, "scope") ?? "/";
    const here = at === "/" || covers(at, scope) || (below && covers(scope, at));
    if (
      !here ||
      (principal !== undefined && textAt(assignment.properties, "principalId")?.toLowerCase() !== principal)
    )
      continue;
    found.push(render(assignment));
  }
  return { status: 200, body: page(call, found) };
}

/** What the caller may do at a scope: one entry for each role, as Azure answers. */
export const permissions: Kind = {
  namespace: "Microsoft.Authorization",
  types: ["permissions"],
  apiVersions: apiVersions.authorization,
  open: true,
  list: (call, world) => ({
    status: 200,
    body: page(
      call,
      grantsOf(world, call.caller)
        .filter((grant) => grant.scope === "/" || covers(grant.scope, call.target.scope))
        .flatMap((grant) => grant.permissions)
        .map(({ actions, notActions }) => ({ actions, notActions, dataActions: [], notDataActions: [] })),
    ),
  }),
};

/** The permissions of a role definition's body, checked. */
export function permissionsIn(properties: JsonObject): readonly JsonObject[] {
  return listAt(properties, "permissions").map((entry) => ({
    actions: listAt(entry, "actions"),
    notActions: listAt(entry, "notActions"),
    dataActions: listAt(entry, "dataActions"),
    notDataActions: listAt(entry, "notDataActions"),
  }));
}
