import { setMaxListeners } from "node:events";
import type { ArmClient } from "../../arm/client";
import { isAborted, toArmError, type ArmError } from "../../arm/errors";
import { getMachine } from "../../arm/resources/arc/hybridCompute";
import { getEndpoint, type Endpoint } from "../../arm/resources/arc/hybridConnectivity";
import type { Machine } from "../../arm/resources/arc/machine";
import { getUserAssignedIdentity, type UserAssignedIdentity } from "../../arm/resources/managedIdentity";
import { getVirtualMachine } from "../../arm/resources/networkCloud/networkCloud";
import type { VirtualMachine } from "../../arm/resources/networkCloud/virtualMachine";
import { resourceKey } from "../../arm/resources/resourceId";
import { findEnrollmentRoles, readRights, type IdentityRights, type RoleIds } from "../roles/identityRights";
import type { RelayRole } from "../roles/roles";
import { groupId, machineId, vmId, type EnrollmentTarget } from "../target/target";

/** One thing that Azure was asked about. */
export type Seen<T> =
  | { readonly kind: "seen"; readonly value: T }
  | { readonly kind: "absent" }
  /** Not asked, because what it hangs on is not there. */
  | { readonly kind: "notAsked" }
  | { readonly kind: "hidden"; readonly error: ArmError };

export function valueOf<T>(seen: Seen<T>): T | undefined {
  return seen.kind === "seen" ? seen.value : undefined;
}

/**
 * What Azure showed. Throws the `ArmError` that hid it: nothing is sent on a guess, for what could not be read may be there,
 * and may be somebody else's.
 */
export function shown<T>(seen: Seen<T>): Exclude<Seen<T>, { readonly kind: "hidden" }> {
  if (seen.kind === "hidden") throw seen.error;
  return seen;
}

/** What Azure shows of one enrollment at one time: all that the ten `check()`s judge. */
export interface AzureView {
  /** ISO 8601. */
  readonly at: string;
  /** The user-assigned identity; not asked for a system-assigned one, which is part of the VM. */
  readonly identity: Seen<UserAssignedIdentity>;
  readonly vm: Seen<VirtualMachine>;
  readonly rights: Seen<IdentityRights>;
  /** The roles that the identity needs, as this cloud knows them; `undefined` for one that is not there. */
  readonly roles: Seen<RoleIds>;
  readonly machine: Seen<Machine>;
  readonly endpoint: Seen<Endpoint>;
}

/** Before anything was asked. */
export function unseen(at: Date): AzureView {
  const notAsked = { kind: "notAsked" } as const;
  return {
    at: at.toISOString(),
    identity: notAsked,
    vm: notAsked,
    rights: notAsked,
    roles: notAsked,
    machine: notAsked,
    endpoint: notAsked,
  };
}

/** Asks Azure about everything that an enrollment touches. What cannot be seen hides nothing else; only an abort is thrown. */
export async function viewAzure(
  client: ArmClient,
  target: EnrollmentTarget,
  relayRole: RelayRole,
  now: () => Date,
  signal?: AbortSignal,
): Promise<AzureView> {
  // Several things are asked at once, and each request listens: without this Node warns of a leak.
  if (signal !== undefined) setMaxListeners(0, signal);
  const scope = groupId(target);
  const [identity, vm, machine, roles] = await Promise.all([
    target.identity === "user"
      ? look(() => getUserAssignedIdentity(client, target.userAssignedIdentityId, signal))
      : ({ kind: "notAsked" } as const),
    look(() => getVirtualMachine(client, vmId(target), signal)),
    look(() => getMachine(client, machineId(target), signal)),
    look(() => findEnrollmentRoles(client, scope, relayRole, signal)),
  ]);
  const principalId = principalOf(target, identity, vm);
  const [rights, endpoint] = await Promise.all([
    principalId === undefined
      ? ({ kind: "notAsked" } as const)
      : look(() => readRights(client, scope, principalId, signal)),
    machine.kind === "seen"
      ? look(() => getEndpoint(client, machineId(target), signal))
      : ({ kind: "notAsked" } as const),
  ]);
  return { at: now().toISOString(), identity, vm, rights, roles, machine, endpoint };
}

/** Object id of the identity that enrolls the VM, where it is known. */
export function principalOf(
  target: EnrollmentTarget,
  identity: Seen<UserAssignedIdentity>,
  vm: Seen<VirtualMachine>,
): string | undefined {
  if (target.identity === "user") return identity.kind === "seen" ? identity.value.principalId : undefined;
  return vm.kind === "seen" ? vm.value.identity.principalId : undefined;
}

/** Whether the VM carries the identity that the enrollment counts on. */
export function carriesIdentity(target: EnrollmentTarget, vm: VirtualMachine): boolean {
  if (target.identity === "system") return vm.identity.kinds.includes("SystemAssigned");
  const wanted = resourceKey(target.userAssignedIdentityId);
  return vm.identity.userAssigned.some(({ id }) => resourceKey(id) === wanted);
}

/** Asks; what cannot be seen is said so. Throws only an abort. */
export async function look<T>(ask: () => Promise<T>): Promise<Seen<T>> {
  try {
    return { kind: "seen", value: await ask() };
  } catch (error) {
    if (isAborted(error)) throw error;
    const armError = toArmError(error);
    return armError.kind === "notFound" ? { kind: "absent" } : { kind: "hidden", error: armError };
  }
}
