import { isList, member, textAt, type Json } from "../state/json";
import { covers, type Resource } from "../state/resource";
import { builtInRoles, roleDefinitionType } from "./roles";
import type { Identity } from "./token";
import { Refusal } from "../engine/refusal";
import type { World } from "../state/world";

export const roleAssignmentType = "Microsoft.Authorization/roleAssignments";

export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
}

/** One role as it reaches a principal: what it allows, from which scope down. */
export interface Grant {
  readonly scope: string;
  readonly permissions: readonly Permission[];
}

/** Every role that `identity` has and that has taken effect. */
export function grantsOf(world: World, identity: Identity): readonly Grant[] {
  const grants: Grant[] = [];
  for (const assignment of world.store.list(roleAssignmentType)) {
    if (textAt(assignment.properties, "principalId")?.toLowerCase() !== identity.objectId.toLowerCase())
      continue;
    const effectiveAt = member(assignment.hidden, "effectiveAt");
    if (typeof effectiveAt === "number" && effectiveAt > world.now()) continue;
    grants.push({
      scope: textAt(assignment.properties, "scope") ?? "/",
      permissions: permissionsOf(world, textAt(assignment.properties, "roleDefinitionId") ?? ""),
    });
  }
  return grants;
}

/** Azure's rule: some role allows the action and does not take it back itself, at the scope or above it. */
export function allows(grants: readonly Grant[], action: string, scope: string): boolean {
  return grants.some(
    (grant) =>
      covers(grant.scope, scope) &&
      grant.permissions.some(
        ({ actions, notActions }) => matchesAny(actions, action) && !matchesAny(notActions, action),
      ),
  );
}

export function requirePermission(world: World, caller: Identity, action: string, scope: string): void {
  if (allows(grantsOf(world, caller), action, scope)) return;
  throw authorizationFailed(caller, action, scope);
}

export function authorizationFailed(caller: Identity, action: string, scope: string): Refusal {
  return new Refusal(
    403,
    "AuthorizationFailed",
    `The client '${caller.name}' with object id '${caller.objectId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}

function permissionsOf(world: World, roleDefinitionId: string): readonly Permission[] {
  const name = roleDefinitionId.split("/").at(-1)?.toLowerCase() ?? "";
  const builtIn = builtInRoles.find((role) => role.id === name);
  if (builtIn !== undefined) return [{ actions: builtIn.actions, notActions: builtIn.notActions ?? [] }];
  const custom = findCustomRole(world, name);
  return custom === undefined ? [] : readPermissions(member(custom.properties, "permissions"));
}

export function findCustomRole(world: World, name: string): Resource | undefined {
  for (const role of world.store.list(roleDefinitionType))
    if (role.name.toLowerCase() === name.toLowerCase()) return role;
  return undefined;
}

function readPermissions(value: Json | undefined): readonly Permission[] {
  return (isList(value) ? value : []).map((entry) => ({
    actions: texts(member(entry, "actions")),
    notActions: texts(member(entry, "notActions")),
  }));
}

function texts(value: Json | undefined): readonly string[] {
  return (isList(value) ? value : []).filter((item) => typeof item === "string");
}

const compiled = new Map<string, RegExp>();

function matchesAny(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) => patternOf(pattern).test(action));
}

/** `*` stands for any run of characters, slashes included; case does not matter. */
function patternOf(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const source = pattern
    .split("*")
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  const made = new RegExp(`^${source}$`, "is");
  compiled.set(pattern, made);
  return made;
}
