import type { IdentitySpec } from "../arm/resources/resourceIdentity";
import { resourceKey } from "../arm/resources/resourceId";
import { say } from "../l10n/sentence";

/** Something that is known to go wrong with managed identities, told where it is met. */
export interface KnownProblem {
  readonly id:
    | "addedLater"
    | "vmMoved"
    | "directoryChanged"
    | "identityMoved"
    | "crossTenant"
    | "staleToken"
    | "loginBlocked";
  readonly title: string;
  readonly cause: string;
  readonly nextMove: string;
}

/** The known issues of Microsoft's documents on managed identities, and those of Operator Nexus VMs, in our words. */
export const knownProblems: Readonly<Record<KnownProblem["id"], KnownProblem>> = {
  addedLater: {
    id: "addedLater",
    title: say`The identity was attached after the Nexus VM was created`,
    cause: say`Azure shows the identity, but the running VM was created without its own token service and gets no token.`,
    nextMove: say`Delete the VM and create it again with the identity.`,
  },
  vmMoved: {
    id: "vmMoved",
    title: say`The VM was moved to another resource group or subscription`,
    cause: say`It still refers to its identity in the old location, and does not start again once it is stopped.`,
    nextMove: say`Change something on the VM, such as a tag (az vm update --set tags.fixVM=1, then --remove tags.fixVM), to renew the reference.`,
  },
  directoryChanged: {
    id: "directoryChanged",
    title: say`The subscription was moved to another directory`,
    cause: say`Managed identities do not move with the subscription. The existing ones belong to the old directory and return no token.`,
    nextMove: say`System-assigned: disable and enable it again. User-assigned: delete, create, and attach it again. Then assign all roles again.`,
  },
  identityMoved: {
    id: "identityMoved",
    title: say`A user-assigned identity was moved or deleted`,
    cause: say`The machine refers to an identity that no longer exists under that resource ID, so no token is returned for it.`,
    nextMove: say`Remove the reference and attach the identity from its current location, or another identity.`,
  },
  crossTenant: {
    id: "crossTenant",
    title: say`The identity belongs to another tenant`,
    cause: say`Managed identities work only within their own directory.`,
    nextMove: say`Create an identity in the tenant of the machine's subscription.`,
  },
  staleToken: {
    id: "staleToken",
    title: say`The roles are new, and the token was issued before them`,
    cause: say`A token carries the identity's rights at the time it was issued, and the metadata service caches it for hours.`,
    nextMove: say`Wait up to ten minutes for the role to take effect, then request a new token. The service may return the cached token until it expires.`,
  },
  loginBlocked: {
    id: "loginBlocked",
    title: say`az login --identity fails after the Arc agent is installed`,
    cause: say`When /opt/azcmagent/bin/himds exists, Azure CLI uses the agent's token service instead of the VM's. The agent's service does not know the Nexus identity.`,
    nextMove: say`Complete all sign-ins before you install the agent. Afterward, request tokens directly from 169.254.169.254. Microsoft's pages disagree about whether that works. Uninstalling the agent always works.`,
  },
};

/** What the identities of one machine show, compared with what else is known. */
export interface IdentityFacts {
  readonly identity: IdentitySpec;
  /** Tenant of the system-assigned identity. */
  readonly identityTenantId: string | undefined;
  /** Tenant of the machine's subscription. */
  readonly subscriptionTenantId: string | undefined;
  /** ARM ids of the identities that were found; `undefined` where they could not be listed. */
  readonly known: readonly string[] | undefined;
  /** Subscriptions whose identities were listed: a reference to another one says nothing. */
  readonly listedSubscriptions: readonly string[];
}

/** The known problems that can be seen from outside. */
export function visibleProblems(facts: IdentityFacts): KnownProblem[] {
  const problems: KnownProblem[] = [];
  const { identityTenantId, subscriptionTenantId } = facts;
  if (
    identityTenantId !== undefined &&
    subscriptionTenantId !== undefined &&
    identityTenantId.toLowerCase() !== subscriptionTenantId.toLowerCase()
  )
    problems.push(knownProblems.directoryChanged);
  if (danglingReferences(facts).length > 0) problems.push(knownProblems.identityMoved);
  return problems;
}

/** ARM ids of attached identities that are not there any more. */
export function danglingReferences({ identity, known, listedSubscriptions }: IdentityFacts): string[] {
  if (known === undefined) return [];
  const there = new Set(known.map(resourceKey));
  const listed = new Set(listedSubscriptions.map((id) => id.toLowerCase()));
  return identity.userAssigned.filter((id) => {
    const subscription = /^\/subscriptions\/([^/]+)/i.exec(id)?.[1]?.toLowerCase();
    return subscription !== undefined && listed.has(subscription) && !there.has(resourceKey(id));
  });
}
