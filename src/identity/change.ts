import { say } from "../l10n/sentence";
import type { ComputeKind } from "../arm/resources/compute";
import type { Json } from "../arm/decode";
import { safeIdentityNameLength } from "../arm/resources/identityName";
import { nameOfId } from "../arm/resources/resource";
import { resourceKey } from "../arm/resources/resourceId";
import type { IdentitySpec, ResourceIdentity } from "../arm/resources/resourceIdentity";

/** What of an Azure VM or scale set a change of its identities depends on. */
export interface IdentityHolder {
  readonly kind: ComputeKind;
  readonly id: string;
  readonly name: string;
  readonly identity: IdentitySpec;
  /** Of a scale set. */
  readonly upgradeMode?: string | undefined;
}

/** One change. `identityIds` are ARM ids of user-assigned identities. */
export type IdentityChange =
  | { readonly kind: "enableSystem" | "disableSystem" }
  | { readonly kind: "addUser" | "removeUser"; readonly identityIds: readonly string[] };

/** A right that the caller needs, and the built-in role of the documents that has it. */
export interface NeededRight {
  readonly action: string;
  readonly role: string;
  /** ARM id. */
  readonly scope: string;
}

export type IdentityPlan =
  /** The resource is as wished already. */
  | { readonly kind: "nothing"; readonly why: string }
  | {
      readonly kind: "change";
      readonly before: IdentitySpec;
      readonly after: IdentitySpec;
      /** `identity` of the PATCH. */
      readonly identity: Json;
      readonly rights: readonly NeededRight[];
      readonly warnings: readonly string[];
    };

/** The identities of a resource as a wish, whatever its answers' spelling. */
export function currentIdentity(identity: ResourceIdentity): IdentitySpec {
  return {
    systemAssigned: identity.kinds.some((kind) => kind.toLowerCase() === "systemassigned"),
    userAssigned: identity.userAssigned.map(({ id }) => id),
  };
}

/**
 * Plans one change, after Microsoft's documents on configuring managed identities of Azure VMs and scale sets: the PATCH
 * names the type that is left, lists every user-assigned identity that stays, and takes one off by `null`. Never throws.
 */
export function planIdentityChange(holder: IdentityHolder, change: IdentityChange): IdentityPlan {
  const before = holder.identity;
  const after = applyChange(before, change);
  if (isSame(before, after)) return { kind: "nothing", why: nothingToDo(holder.name, change) };
  return {
    kind: "change",
    before,
    after,
    identity: patchOf(before, after),
    rights: rightsFor(holder, before, after),
    warnings: warningsFor(holder, before, after),
  };
}

function applyChange(before: IdentitySpec, change: IdentityChange): IdentitySpec {
  switch (change.kind) {
    case "enableSystem":
      return { ...before, systemAssigned: true };
    case "disableSystem":
      return { ...before, systemAssigned: false };
    case "addUser":
      return {
        ...before,
        userAssigned: [...before.userAssigned, ...without(unique(change.identityIds), before.userAssigned)],
      };
    case "removeUser":
      return { ...before, userAssigned: without(before.userAssigned, change.identityIds) };
  }
}

/** The members of `ids` that are not in `others`, however either is spelled. */
function without(ids: readonly string[], others: readonly string[]): string[] {
  const keys = new Set(others.map(resourceKey));
  return ids.filter((id) => !keys.has(resourceKey(id)));
}

function unique(ids: readonly string[]): string[] {
  return [...new Map(ids.map((id) => [resourceKey(id), id])).values()];
}

function isSame(before: IdentitySpec, after: IdentitySpec): boolean {
  return (
    before.systemAssigned === after.systemAssigned && before.userAssigned.length === after.userAssigned.length
  );
}

function nothingToDo(name: string, change: IdentityChange): string {
  switch (change.kind) {
    case "enableSystem":
      return say`${name} already has a system-assigned identity.`;
    case "disableSystem":
      return say`${name} has no system-assigned identity.`;
    case "addUser":
      return say`${name} already has these user-assigned identities.`;
    case "removeUser":
      return say`${name} has none of these user-assigned identities.`;
  }
}

/** `identity.type` of Microsoft.Compute: both kinds with a blank after the comma, as its API description has it. */
export function computeIdentityType({ systemAssigned, userAssigned }: IdentitySpec): string {
  if (userAssigned.length === 0) return systemAssigned ? "SystemAssigned" : "None";
  return systemAssigned ? "SystemAssigned, UserAssigned" : "UserAssigned";
}

function patchOf(before: IdentitySpec, after: IdentitySpec): Json {
  const type = computeIdentityType(after);
  if (after.userAssigned.length === 0) return { type };
  const gone = without(before.userAssigned, after.userAssigned);
  return {
    type,
    userAssignedIdentities: Object.fromEntries([
      ...after.userAssigned.map((id) => [id, {}] as const),
      ...gone.map((id) => [id, null] as const),
    ]),
  };
}

function rightsFor(holder: IdentityHolder, before: IdentitySpec, after: IdentitySpec): NeededRight[] {
  const type = holder.kind === "scaleSet" ? "virtualMachineScaleSets" : "virtualMachines";
  return [
    { action: `Microsoft.Compute/${type}/write`, role: "Virtual Machine Contributor", scope: holder.id },
    ...without(after.userAssigned, before.userAssigned).map((scope) => ({
      action: "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
      role: "Managed Identity Operator",
      scope,
    })),
  ];
}

function warningsFor(holder: IdentityHolder, before: IdentitySpec, after: IdentitySpec): string[] {
  const warnings: string[] = [];
  if (before.systemAssigned && !after.systemAssigned) {
    warnings.push(
      say`The system-assigned identity is deleted. Enabling it again creates a different identity: role assignments of the old identity remain orphaned and must be created again.`,
    );
  }
  const long = without(after.userAssigned, before.userAssigned)
    .map(nameOfId)
    .filter((name) => name.length > safeIdentityNameLength);
  if (long.length > 0) {
    warnings.push(
      say`${long.join(", ")}: according to the documentation, assignment works for names of up to ${safeIdentityNameLength} characters.`,
    );
  }
  if (!after.systemAssigned && after.userAssigned.length > 1) {
    warnings.push(
      say`With several user-assigned identities and no system-assigned identity, every token request on the machine must name an identity.`,
    );
  }
  if (before.systemAssigned !== after.systemAssigned && after.userAssigned.length > 0) {
    warnings.push(
      after.systemAssigned
        ? say`From now on, token requests that name no identity use the system-assigned identity.`
        : say`Token requests that name no identity no longer use the system-assigned identity.`,
    );
  }
  if (holder.kind === "scaleSet" && holder.upgradeMode?.toLowerCase() === "manual") {
    warnings.push(
      say`The scale set has manual upgrades: running instances keep their identities until you update them (az vmss update-instances).`,
    );
  }
  return warnings;
}
