import { readObject, readString, readStrings } from "../../decode";
import { nameOfId } from "../resource";
import { resourceKey } from "../resourceId";

/**
 * One role's rights: `actions` less `notActions`, `dataActions` less `notDataActions`. A `notActions` takes away from
 * its own role only; another role may still grant the same action (learn.microsoft.com, "Understand Azure role
 * definitions"). Patterns may have `*` for any text; case does not count.
 */
export interface PermissionSet {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
  /** The assignment holds under this condition only; it is not evaluated here. */
  readonly condition: string | undefined;
}

/** Reads an entry of a role definition's `permissions`, or of the permissions API. */
export function decodePermissionSet(value: unknown): PermissionSet {
  const set = readObject(value);
  const condition = readString(set["condition"]);
  return {
    actions: readStrings(set["actions"]),
    notActions: readStrings(set["notActions"]),
    dataActions: readStrings(set["dataActions"]),
    notDataActions: readStrings(set["notDataActions"]),
    condition: condition === "" ? undefined : condition,
  };
}

/** `conditional`: granted, but every role that grants it does so under a condition. */
export type Verdict = "allowed" | "conditional" | "denied";

/** Do these rights cover `action` (`Microsoft.NetworkCloud/virtualMachines/assignRelay/action`)? */
export function verdictOn(permissions: readonly PermissionSet[], action: string): Verdict {
  return judge(permissions.filter((set) => grants(set.actions, set.notActions, action)));
}

/** Is `action` allowed without a condition? */
export function isAllowed(permissions: readonly PermissionSet[], action: string): boolean {
  return verdictOn(permissions, action) === "allowed";
}

function judge(granting: readonly PermissionSet[]): Verdict {
  if (granting.length === 0) return "denied";
  return granting.some((set) => set.condition === undefined) ? "allowed" : "conditional";
}

function grants(patterns: readonly string[], notPatterns: readonly string[], action: string): boolean {
  const covers = (pattern: string): boolean => matchesAction(pattern, action);
  return patterns.some(covers) && !notPatterns.some(covers);
}

/** Does `pattern` cover `action`? Takes time linear in the action's length for each star. */
export function matchesAction(pattern: string, action: string): boolean {
  const parts = pattern.toLowerCase().split("*");
  const text = action.toLowerCase();
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (parts.length === 1) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

/** What of a role assignment the engine needs. */
export interface AssignmentFacts {
  readonly scope: string;
  readonly roleDefinitionId: string;
  readonly principalId: string;
  readonly condition: string | undefined;
}

/** What of a role definition the engine needs. */
export interface RoleFacts {
  readonly id: string;
  readonly permissions: readonly PermissionSet[];
}

/**
 * Does an assignment at `assigned` hold at `scope`? It does at the same scope and at all below. Management groups and
 * the root are above every subscription of the tenant: ARM lists an assignment of a management group only where that
 * group is above the scope that was asked.
 */
export function isInherited(assigned: string, scope: string): boolean {
  const above = resourceKey(assigned);
  const below = resourceKey(scope);
  if (above === "/" || above === "" || above === below) return true;
  if (above.startsWith("/providers/microsoft.management/managementgroups/"))
    return below.startsWith("/subscriptions/");
  return below.startsWith(`${above}/`);
}

/** The rights of `principals` (an identity and the groups it is in) at `scope`. An unknown role grants nothing. */
export function effectivePermissions(
  assignments: readonly AssignmentFacts[],
  roles: readonly RoleFacts[],
  principals: readonly string[],
  scope: string,
): readonly PermissionSet[] {
  const who = new Set(principals.map((id) => id.toLowerCase()));
  const byId = new Map(roles.map((role) => [roleKey(role.id), role]));
  return assignments
    .filter(({ principalId }) => who.has(principalId.toLowerCase()))
    .filter((assignment) => isInherited(assignment.scope, scope))
    .flatMap(({ roleDefinitionId, condition }) =>
      (byId.get(roleKey(roleDefinitionId))?.permissions ?? []).map((set) => ({
        ...set,
        condition: condition ?? set.condition,
      })),
    );
}

/** A role definition is shown under many scopes; its GUID is the same everywhere. */
export function roleKey(roleDefinitionId: string): string {
  return nameOfId(roleDefinitionId).toLowerCase();
}
