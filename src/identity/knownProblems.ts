import type { IdentityWish } from "../arm/resourceIdentity";
import { resourceKey } from "../arm/resourceId";
import { say } from "../sentence";

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
    cause: say`Azure shows the identity, but the running VM was made without a token service of its own and gets no token.`,
    nextMove: say`Delete the VM and create it again with the identity.`,
  },
  vmMoved: {
    id: "vmMoved",
    title: say`The VM was moved to another resource group or subscription`,
    cause: say`It still points to its identity in the old place, and will not start once it is stopped.`,
    nextMove: say`Change something on the VM, such as a tag (az vm update --set tags.fixVM=1, then --remove tags.fixVM): that renews the reference.`,
  },
  directoryChanged: {
    id: "directoryChanged",
    title: say`The subscription was moved to another directory`,
    cause: say`Managed identities do not move along: those that are there belong to the old directory and give no token.`,
    nextMove: say`System-assigned: disable and enable again. User-assigned: delete, create and attach again. Then give all roles anew.`,
  },
  identityMoved: {
    id: "identityMoved",
    title: say`A user-assigned identity was moved or deleted`,
    cause: say`The machine names an identity that is no longer there under that resource ID, so no token comes for it.`,
    nextMove: say`Remove the reference and attach the identity from where it is now, or another one.`,
  },
  crossTenant: {
    id: "crossTenant",
    title: say`The identity belongs to another tenant`,
    cause: say`Managed identities work within their own directory only.`,
    nextMove: say`Create an identity in the tenant of the machine's subscription.`,
  },
  staleToken: {
    id: "staleToken",
    title: say`The roles are new, and the token is older`,
    cause: say`A token carries what the identity could do when it was issued, and the metadata service keeps it for hours.`,
    nextMove: say`Wait up to ten minutes for the role to hold, then take a new token; the service may give the kept one until it expires.`,
  },
  loginBlocked: {
    id: "loginBlocked",
    title: say`az login --identity fails once the Arc agent is installed`,
    cause: say`Azure CLI takes the agent's token service for the VM's as soon as /opt/azcmagent/bin/himds exists, and that one does not know the Nexus identity.`,
    nextMove: say`Do all sign-ins before the agent is installed. Later, ask 169.254.169.254 directly; Microsoft's pages disagree whether that works, and uninstalling the agent is the sure way.`,
  },
};

/** What the identities of one machine show, compared with what else is known. */
export interface IdentityFacts {
  readonly identity: IdentityWish;
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
