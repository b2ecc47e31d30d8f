import { nameOfId } from "../../arm/resources/resource";
import type { VirtualMachine } from "../../arm/resources/networkCloud/virtualMachine";

/** Whom roles are given to, and where. */
export interface PrincipalScope {
  readonly kind: "principalScope";
  /** What the identity is called in texts. */
  readonly name: string;
  /** Object id in Microsoft Entra. */
  readonly principalId: string;
  /** ARM ID of a resource group. */
  readonly scope: string;
}

export function principalScope(name: string, principalId: string, scope: string): PrincipalScope {
  return { kind: "principalScope", name, principalId, scope };
}

/** A command can be given anything. */
export function isPrincipalScope(value: unknown): value is PrincipalScope {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  if (value.kind !== "principalScope" || !("name" in value) || typeof value.name !== "string") return false;
  if (!("principalId" in value) || typeof value.principalId !== "string") return false;
  return "scope" in value && typeof value.scope === "string";
}

/** The identities of a VM that roles can be given to, the user-assigned ones first: those work from the first boot on. */
export function principalsOf(vm: VirtualMachine): PrincipalScope[] {
  const scope = `/subscriptions/${vm.subscriptionId}/resourceGroups/${vm.resourceGroup}`;
  const users = vm.identity.userAssigned.flatMap(({ id, principalId }) =>
    principalId === undefined ? [] : [principalScope(nameOfId(id), principalId, scope)],
  );
  const { principalId } = vm.identity;
  const system = principalId === undefined ? [] : [principalScope(vm.name, principalId, scope)];
  return [...users, ...system];
}
