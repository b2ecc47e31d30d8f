import { apiVersions } from "../engine/apiVersions";
import type { Answer, Call } from "../engine/call";
import type { Kind } from "../engine/kind";
import { permissionsIn } from "./authorization";
import { findCustomRole } from "./access";
import { listAt, objectAt, textAt, type JsonObject } from "../state/json";
import { badRequest, Refusal } from "../engine/refusal";
import { covers, render, type Resource } from "../state/resource";
import { builtInRoles, roleDefinitionType, type BuiltInRole } from "./roles";
import { bodyOf, page } from "../engine/tracked";
import { timestamp, type World } from "../state/world";

/** Microsoft.Authorization/roleDefinitions: Azure's own, and custom ones. */
export const roleDefinitions: Kind = {
  namespace: "Microsoft.Authorization",
  types: ["roleDefinitions"],
  apiVersions: apiVersions.authorization,
  get: (call, world) => {
    const builtIn = builtInRoles.find((role) => role.id === call.name.toLowerCase());
    if (builtIn !== undefined) return { status: 200, body: renderBuiltIn(builtIn, call) };
    const custom = findCustomRole(world, call.name);
    if (custom !== undefined) return { status: 200, body: render(custom) };
    throw new Refusal(
      404,
      "RoleDefinitionDoesNotExist",
      `The specified role definition with ID '${call.name}' does not exist.`,
    );
  },
  list,
  put,
  delete: (call, world) => {
    const custom = findCustomRole(world, call.name);
    if (custom === undefined) return { status: 204 };
    world.store.delete(custom.id);
    return { status: 200, body: render(custom) };
  },
};

function list(call: Call, world: World): Answer {
  const filter = call.url.searchParams.get("$filter") ?? "";
  const name = /roleName eq '((?:[^']|'')*)'/i.exec(filter)?.[1]?.replaceAll("''", "'");
  const type = /type eq '(\w+)'/i.exec(filter)?.[1];
  const found: JsonObject[] =
    type === "CustomRole" ? [] : builtInRoles.map((role) => renderBuiltIn(role, call));
  if (type !== "BuiltInRole")
    for (const custom of world.store.list(roleDefinitionType))
      if (assignable(custom, call.target.scope)) found.push(render(custom));
  const wanted =
    name === undefined ? found : found.filter((role) => textAt(role, "properties", "roleName") === name);
  return { status: 200, body: page(call, wanted) };
}

function assignable(role: Resource, scope: string): boolean {
  return listAt(role.properties, "assignableScopes").some(
    (at) => typeof at === "string" && (at === "/" || covers(at, scope) || covers(scope, at)),
  );
}

function renderBuiltIn(role: BuiltInRole, call: Call): JsonObject {
  const subscription = call.subscription === "" ? "" : `/subscriptions/${call.subscription}`;
  return {
    id: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${role.id}`,
    type: roleDefinitionType,
    name: role.id,
    properties: {
      roleName: role.name,
      type: "BuiltInRole",
      description: role.description,
      assignableScopes: ["/"],
      permissions: [
        { actions: role.actions, notActions: role.notActions ?? [], dataActions: [], notDataActions: [] },
      ],
      createdOn: "2015-02-02T21:55:09.8806423Z",
      updatedOn: "2023-07-10T15:10:53.8947436Z",
      createdBy: null,
      updatedBy: null,
    },
  };
}

function put(call: Call, world: World): Answer {
  const asked = objectAt(bodyOf(call), "properties");
  const roleName = textAt(asked, "roleName");
  const scopes = listAt(asked, "assignableScopes");
  if (roleName === undefined || scopes.length === 0)
    throw badRequest(
      "InvalidRoleDefinition",
      "A role definition needs 'roleName' and at least one entry in 'assignableScopes'.",
    );
  refuseSameName(world, roleName, call.name);
  const present = findCustomRole(world, call.name);
  const now = timestamp(world.now());
  const role: Resource = {
    id: `/subscriptions/${call.subscription}/providers/${roleDefinitionType}/${call.name}`,
    name: call.name,
    type: roleDefinitionType,
    properties: {
      roleName,
      type: "CustomRole",
      description: textAt(asked, "description") ?? "",
      assignableScopes: scopes,
      permissions: permissionsIn(asked),
      createdOn: textAt(present?.properties, "createdOn") ?? now,
      updatedOn: now,
      createdBy: call.caller.objectId,
      updatedBy: call.caller.objectId,
    },
  };
  world.store.put(role);
  return { status: 201, body: render(role) };
}

function refuseSameName(world: World, roleName: string, name: string): void {
  const taken = [...world.store.list(roleDefinitionType)].some(
    (other) =>
      other.name.toLowerCase() !== name.toLowerCase() && textAt(other.properties, "roleName") === roleName,
  );
  if (taken || builtInRoles.some((role) => role.name === roleName))
    throw new Refusal(
      409,
      "RoleDefinitionWithSameNameExists",
      `A custom role with the same name already exists in this directory. Use a different name.`,
    );
}
