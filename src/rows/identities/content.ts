import type { ComputeResource } from "../../arm/resources/compute";
import type { ArmError } from "../../arm/errors";
import type { UserAssignedIdentity } from "../../arm/resources/managedIdentity";
import { resourceKey } from "../../arm/resources/resourceId";
import type { ResourceIdentity } from "../../arm/resources/resourceIdentity";
import { currentIdentity } from "../../identity/change";
import { visibleProblems, type KnownProblem } from "../../identity/knownProblems";
import { compareNames } from "../machines/layout";
import type { MachineRow } from "../../session/listing/machine";
import type { HolderKind, IdentityGroup } from "./nodes";

/** A resource that can have managed identities. */
export interface IdentityHolderRow {
  readonly kind: HolderKind;
  readonly id: string;
  readonly name: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly identity: ResourceIdentity;
  /** Of a scale set. */
  readonly upgradeMode?: string;
}

/** What Azure shows of one subscription. A list that failed hides nothing else. */
export interface SubscriptionIdentities {
  readonly userAssigned: readonly UserAssignedIdentity[] | ArmError;
  readonly compute: readonly ComputeResource[] | ArmError;
}

export function isList<T>(found: readonly T[] | ArmError): found is readonly T[] {
  return Array.isArray(found);
}

/** The Nexus VMs and Arc machines of the machine list. */
export function holdersOfRows(rows: Iterable<MachineRow>): IdentityHolderRow[] {
  const holders: IdentityHolderRow[] = [];
  for (const row of rows) {
    if (row.kind === "vm") holders.push(holderOf("nexusVm", row.vm));
    if (row.arc !== undefined) holders.push(holderOf("arcMachine", row.arc));
  }
  return holders;
}

interface Summary {
  readonly id: string;
  readonly name: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly identity: ResourceIdentity;
}

function holderOf(kind: HolderKind, summary: Summary): IdentityHolderRow {
  const { id, name, subscriptionId, resourceGroup, identity } = summary;
  return { kind, id, name, subscriptionId, resourceGroup, identity };
}

export function holdersOfCompute(resources: readonly ComputeResource[]): IdentityHolderRow[] {
  return resources.map((resource) => ({
    ...holderOf(resource.kind === "scaleSet" ? "scaleSet" : "azureVm", resource),
    ...(resource.upgradeMode !== undefined && { upgradeMode: resource.upgradeMode }),
  }));
}

/**
 * The holders of a group in a subscription, by name: Nexus VMs and Arc machines that have a system-assigned identity, and
 * every Azure VM and scale set, since those can be given one.
 */
export function groupHolders(
  group: Exclude<IdentityGroup, "userAssigned">,
  subscriptionId: string,
  holders: readonly IdentityHolderRow[],
): IdentityHolderRow[] {
  const kinds: readonly HolderKind[] =
    group === "nexus" ? ["nexusVm"] : group === "arc" ? ["arcMachine"] : ["azureVm", "scaleSet"];
  return holders
    .filter(({ kind }) => kinds.includes(kind))
    .filter((holder) => holder.subscriptionId.toLowerCase() === subscriptionId.toLowerCase())
    .filter(({ identity }) => group === "azure" || currentIdentity(identity).systemAssigned)
    .sort((a, b) => compareNames(a.name, b.name));
}

/** The resources, of those that are known here, that carry a user-assigned identity. */
export function usersOfIdentity(
  identityId: string,
  holders: readonly IdentityHolderRow[],
): IdentityHolderRow[] {
  const key = resourceKey(identityId);
  return holders
    .filter(({ identity }) => identity.userAssigned.some(({ id }) => resourceKey(id) === key))
    .sort((a, b) => compareNames(a.name, b.name));
}

/** The known problems of a holder. `listed`: what was read, by subscription id in lower case. */
export function problemsOf(
  holder: IdentityHolderRow,
  subscriptionTenantId: string | undefined,
  listed: ReadonlyMap<string, SubscriptionIdentities>,
): KnownProblem[] {
  const known: string[] = [];
  const listedSubscriptions: string[] = [];
  for (const [subscriptionId, { userAssigned }] of listed) {
    if (!isList(userAssigned)) continue;
    listedSubscriptions.push(subscriptionId);
    known.push(...userAssigned.map(({ id }) => id));
  }
  return visibleProblems({
    identity: currentIdentity(holder.identity),
    identityTenantId: holder.identity.tenantId,
    subscriptionTenantId,
    known,
    listedSubscriptions,
  });
}
