import type { Call } from "../engine/call";
import { isObject, member, textAt, type Json, type JsonObject } from "../state/json";
import { requirePermission } from "../authorization/access";
import { badRequest } from "../engine/refusal";
import type { Resource } from "../state/resource";
import { tenantOf } from "../engine/tracked";
import type { World } from "../state/world";

/** What a request may do to a resource's managed identities. */
export interface IdentityRules {
  /** How both kinds at once are spelled in answers. NetworkCloud answers with a space that its own API description lacks. */
  readonly both: string;
  readonly userAssigned: boolean;
}

interface Wanted {
  readonly system: boolean;
  /** Identity ids, spelled as the request did; null: to be taken off (PATCH). */
  readonly user: Readonly<Record<string, JsonObject | null>>;
}

/**
 * The `identity` member after a request: service principals made or removed, user-assigned identities looked up.
 * `patch`: user-assigned identities that are not named stay (Azure Resource Manager, managed identity contract).
 */
export function applyIdentity(
  call: Call,
  world: World,
  input: {
    readonly asked: Json | undefined;
    readonly present: Resource | undefined;
    readonly patch: boolean;
    readonly rules: IdentityRules;
  },
): JsonObject | undefined {
  const before = input.present?.identity;
  if (input.asked === undefined && input.patch) return before;
  if (input.asked === undefined) {
    dropIdentity(world, before);
    return undefined;
  }
  const wanted = readWanted(input.asked, input.rules);
  const system = wanted.system ? systemIdentity(call, world, before) : undefined;
  if (!wanted.system) dropIdentity(world, before);
  const kept = input.patch && isObject(member(before, "userAssignedIdentities")) ? usersOf(before) : {};
  const users: Record<string, JsonObject> = { ...kept };
  const asksUsers = wantsUsers(input.asked);
  for (const [id, value] of Object.entries(wanted.user)) {
    const spelt = spell(id);
    for (const known of Object.keys(users))
      if (known.toLowerCase() === spelt.toLowerCase()) Reflect.deleteProperty(users, known);
    if (value !== null) users[spelt] = userIdentity(call, world, id);
  }
  const userList = asksUsers ? users : {};
  const hasUsers = Object.keys(userList).length > 0;
  if (!hasUsers && system === undefined) return input.present === undefined ? undefined : { type: "None" };
  return {
    ...system,
    type: hasUsers ? (system === undefined ? "UserAssigned" : input.rules.both) : "SystemAssigned",
    ...(hasUsers && { userAssignedIdentities: userList }),
  };
}

/** Deletes the service principal of a system-assigned identity; for a resource that goes away. */
export function dropIdentity(world: World, identity: JsonObject | undefined): void {
  const principalId = textAt(identity, "principalId");
  if (principalId !== undefined) world.directory.remove(principalId);
}

export function usersOf(identity: JsonObject | undefined): Readonly<Record<string, JsonObject>> {
  const users = member(identity, "userAssignedIdentities");
  if (!isObject(users)) return {};
  return Object.fromEntries(Object.entries(users).map(([id, value]) => [id, isObject(value) ? value : {}]));
}

function readWanted(asked: Json, rules: IdentityRules): Wanted {
  const type = textAt(asked, "type")?.replace(/\s/g, "").toLowerCase();
  const system = type === "systemassigned" || type === "systemassigned,userassigned";
  const user = type === "userassigned" || type === "systemassigned,userassigned";
  if (type === undefined || (!system && !user && type !== "none") || (user && !rules.userAssigned))
    throw badRequest(
      "InvalidIdentityType",
      `The identity type '${textAt(asked, "type") ?? ""}' is not supported for this resource type.`,
    );
  const users = member(asked, "userAssignedIdentities");
  if (!user && isObject(users) && Object.values(users).some((value) => value !== null))
    throw badRequest(
      "InvalidRequestContent",
      "The identity ids must be null or empty for 'SystemAssigned' identity type.",
    );
  return { system, user: Object.fromEntries(entriesOf(users)) };
}

function entriesOf(users: Json | undefined): readonly (readonly [string, JsonObject | null])[] {
  if (!isObject(users)) return [];
  return Object.entries(users).map(([id, value]) => [id, isObject(value) ? value : null]);
}

function wantsUsers(asked: Json): boolean {
  return /userassigned/i.test(textAt(asked, "type") ?? "");
}

function systemIdentity(call: Call, world: World, before: JsonObject | undefined): JsonObject {
  const principalId = textAt(before, "principalId") ?? world.random.guid();
  const tenantId = tenantOf(world, call.id);
  if (world.directory.get(principalId) === undefined)
    world.directory.add({
      objectId: principalId,
      tenantId,
      name: call.name,
      kind: "managedIdentity",
      clientId: world.random.guid(),
      resourceId: call.id,
      createdAt: world.now(),
    });
  return { principalId, tenantId };
}

function userIdentity(call: Call, world: World, id: string): JsonObject {
  const identity = world.store.get(id);
  if (identity === undefined)
    throw badRequest(
      "FailedIdentityOperation",
      `Identity operation for resource '${call.id}' failed with error 'Failed to perform resource identity operation. Status: 'BadRequest'. Response: '{"error":{"code":"BadRequest","message":"Resource '${id}' was not found."}}'.'.`,
    );
  requirePermission(
    world,
    call.caller,
    "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
    identity.id,
  );
  return {
    clientId: textAt(identity.properties, "clientId"),
    principalId: textAt(identity.properties, "principalId"),
  };
}

/** ARM answers with `resourcegroups` in lower case in these keys. */
function spell(id: string): string {
  return id.replace(/\/resourceGroups\//i, "/resourcegroups/");
}
