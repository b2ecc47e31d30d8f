import { objectAt, textAt, type JsonObject } from "../state/json";
import { usersOf } from "../identities/identityMember";
import type { Principal } from "../authorization/directory";
import type { World } from "../state/world";

/** A token request to the metadata service of a VM (api-version 2018-02-01). At most one identity is named. */
export interface ImdsRequest {
  /** ARM ID of the VM. */
  readonly virtualMachineId: string;
  readonly resource: string;
  readonly clientId?: string;
  readonly objectId?: string;
  /** `msi_res_id`: ARM ID of a user-assigned identity. */
  readonly resourceId?: string;
}

export type ImdsIdentity =
  | { readonly ok: true; readonly principal: Principal }
  | { readonly ok: false; readonly status: number; readonly body: JsonObject };

/**
 * Which identity answers. Only identities that the VM was created with are known: one that was attached later is not
 * (Operator Nexus: the VM must be recreated).
 */
export function imdsIdentity(world: World, request: ImdsRequest): ImdsIdentity {
  const guest = world.guests.get(request.virtualMachineId);
  const born =
    guest?.createdWith ?? objectAt(world.store.get(request.virtualMachineId)?.hidden, "createdIdentity");
  const system = textAt(born, "principalId");
  const users = Object.entries(usersOf(born));
  const wanted = request.clientId ?? request.objectId ?? request.resourceId;
  if (wanted === undefined && system !== undefined) return principalOf(world, system);
  if (wanted === undefined) {
    const [only, ...others] = users;
    if (only === undefined) return notFound();
    if (others.length > 0)
      return refused(
        "Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request",
      );
    return principalOf(world, textAt(only[1], "principalId") ?? "");
  }
  const match = users.find(
    ([id, value]) =>
      sameText(request.resourceId, id) ||
      sameText(request.clientId, textAt(value, "clientId")) ||
      sameText(request.objectId, textAt(value, "principalId")),
  );
  if (match !== undefined) return principalOf(world, textAt(match[1], "principalId") ?? "");
  return sameText(request.objectId, system) && system !== undefined ? principalOf(world, system) : notFound();
}

function sameText(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one.toLowerCase() === other?.toLowerCase();
}

function principalOf(world: World, objectId: string): ImdsIdentity {
  const principal = world.directory.get(objectId);
  return principal === undefined ? notFound() : { ok: true, principal };
}

function notFound(): ImdsIdentity {
  return refused("Identity not found");
}

function refused(description: string): ImdsIdentity {
  return { ok: false, status: 400, body: { error: "invalid_request", error_description: description } };
}
