import { describeDefaultIdentity } from "../../identity/defaultIdentity";
import { currentIdentity } from "../../identity/change";
import { describeIdentity } from "../machines/presentation/tooltip";
import { valueOf, type Presentation } from "../machines/presentation/presentation";
import type { UserAssignedIdentity } from "../../arm/resources/managedIdentity";
import { nameOfId } from "../../arm/resources/resource";
import type { KnownProblem } from "../../identity/knownProblems";
import { say } from "../../l10n/sentence";
import type { Translate } from "../../l10n/translate";
import type { IdentityHolderRow } from "./content";
import type { HolderKind, IdentityGroup, IdentityNode } from "./nodes";

/** What a row of the view is made from. */
export interface IdentityFacts {
  subscriptionName(id: string): string;
  userAssigned(identityId: string): UserAssignedIdentity | undefined;
  holder(holderId: string): IdentityHolderRow | undefined;
  /** The problems of a holder that can be seen. */
  problems(holder: IdentityHolderRow): readonly KnownProblem[];
}

const groupLabels: Readonly<Record<IdentityGroup, readonly [label: string, icon: string]>> = {
  userAssigned: [say`User-assigned identities`, "key"],
  nexus: [say`System-assigned: Nexus VMs`, "vm"],
  arc: [say`System-assigned: Arc machines`, "server"],
  azure: [say`Azure VMs and scale sets`, "cloud"],
};

export const holderWords: Readonly<Record<HolderKind, string>> = {
  nexusVm: say`Nexus VM`,
  arcMachine: say`Arc machine`,
  azureVm: say`Azure VM`,
  scaleSet: say`scale set`,
};

const holderIcons: Readonly<Record<HolderKind, string>> = {
  nexusVm: "vm",
  arcMachine: "server",
  azureVm: "vm",
  scaleSet: "layers",
};

export function presentIdentityNode(node: IdentityNode, facts: IdentityFacts, t: Translate): Presentation {
  switch (node.kind) {
    case "subscription": {
      const label = facts.subscriptionName(node.subscriptionId);
      return row(
        label,
        "",
        { icon: "key" },
        `${label}, ${t("subscription")}`,
        "identitySubscription",
        "closed",
      );
    }
    case "group": {
      const [words, icon] = groupLabels[node.group];
      const label = t(words);
      return row(label, "", { icon }, label, `identityGroup ${node.group}`, "closed");
    }
    case "userAssigned":
      return userAssigned(facts.userAssigned(node.identityId), t);
    case "holder":
      return holder(facts.holder(node.holderId), facts, t);
    case "detail":
      return row(
        t(node.label),
        valueOf(node.value, t),
        { icon: node.icon },
        `${t(node.label)}: ${valueOf(node.value, t)}`,
        node.copy === undefined ? "identityDetail" : "identityDetail copyable",
        "no",
      );
    case "warning":
      return row(
        t(node.title),
        textOf(node, t),
        { icon: "warning", color: "problemsWarningIcon.foreground" },
        `${t("Warning")}: ${t(node.title)}. ${textOf(node, t)}`,
        "identityWarning",
        "no",
      );
    case "roles":
      return row(
        t("Role assignments"),
        "",
        { icon: "shield" },
        t("Role assignments of {0}", node.name),
        "identityRoles",
        "closed",
      );
    case "role":
      return row(
        node.roleName,
        t(describeScope(node.scope)),
        { icon: "shield" },
        t("{0} on {1}", node.roleName, node.scope),
        "roleAssignment",
        "no",
      );
    case "failure":
      return row(
        t(node.what),
        t(node.cause),
        { icon: "error", color: "problemsErrorIcon.foreground" },
        `${t("Could not read {0}.", t(node.what))} ${t(node.cause)} ${t(node.nextMove)}`,
        "identityFailure",
        "no",
      );
  }
}

function row(
  label: string,
  description: string,
  look: NonNullable<Presentation["look"]>,
  spoken: string,
  context: string,
  opens: Presentation["opens"],
): Presentation {
  return { label, look, spoken, context, opens, ...(description !== "" && { description }) };
}

/** What helps stands after the cause. */
export function textOf(
  { cause, nextMove }: Extract<IdentityNode, { kind: "warning" }>,
  t: Translate,
): string {
  return `${t(cause)} ${t(nextMove)}`;
}

function gone(t: Translate): Presentation {
  return { label: "", spoken: t("No longer exists"), context: "gone", opens: "no" };
}

function userAssigned(identity: UserAssignedIdentity | undefined, t: Translate): Presentation {
  if (identity === undefined) return gone(t);
  const { name, resourceGroup, location } = identity;
  const description = [resourceGroup, location].filter(Boolean).join(" · ");
  return row(
    name,
    description,
    { icon: "key" },
    `${name}, ${t("user-assigned identity")}, ${t("resource group {0}", resourceGroup)}`,
    "userIdentity principal",
    "closed",
  );
}

function holder(found: IdentityHolderRow | undefined, facts: IdentityFacts, t: Translate): Presentation {
  if (found === undefined) return gone(t);
  const { kind, name, identity, resourceGroup } = found;
  const problems = facts.problems(found);
  const words = [kind === "azureVm" || kind === "scaleSet" ? "computeHolder" : "holder"];
  if (currentIdentity(identity).systemAssigned) words.push("principal");
  const look =
    problems.length === 0
      ? { icon: holderIcons[kind] }
      : { icon: "warning", color: "problemsWarningIcon.foreground" };
  const description = `${t(holderWords[kind])} · ${t(describeIdentity(identity))}`;
  const failure = problems.map(({ title }) => `, ${t(title)}`).join("");
  return row(
    name,
    description,
    look,
    `${name}, ${description}, ${t("resource group {0}", resourceGroup)}${failure}`,
    words.join(" "),
    "closed",
  );
}

/** `resource group core-london`, `subscription`, or the resource's own name. */
export function describeScope(scope: string): string {
  const resource = /\/providers\/.+\/([^/]+)$/i.exec(scope)?.[1];
  if (resource !== undefined) return resource;
  const group = /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)$/i.exec(scope)?.[1];
  if (group !== undefined) return say`resource group ${group}`;
  return /^\/subscriptions\/[^/]+$/i.test(scope) ? say`subscription` : scope;
}

/** Details that stand under a user-assigned identity. */
export function userAssignedDetails(
  owner: string,
  identity: UserAssignedIdentity,
  usedBy: readonly IdentityHolderRow[],
): IdentityNode[] {
  const names = usedBy.map(({ kind, name }) => `${name} (${holderWords[kind]})`);
  return [
    ...ids(owner, [
      [say`Client ID`, identity.clientId],
      [say`Principal ID`, identity.principalId],
      [say`Tenant ID`, identity.tenantId],
    ]),
    {
      kind: "detail",
      id: `${owner}/used`,
      label: say`Used by`,
      value: names.length === 0 ? say`none of the listed resources` : names.join(", "),
      icon: "references",
    },
  ];
}

/** Details that stand under a resource with identities, its known problems first. */
export function holderDetails(
  owner: string,
  { identity }: IdentityHolderRow,
  problems: readonly KnownProblem[],
): IdentityNode[] {
  const current = currentIdentity(identity);
  return [
    ...problems.map(({ id, title, cause, nextMove }): IdentityNode => ({
      kind: "warning",
      id: `${owner}/problem/${id}`,
      title,
      cause,
      nextMove,
    })),
    ...(current.systemAssigned ? ids(owner, [[say`Principal ID`, identity.principalId]]) : []),
    ...identity.userAssigned.map(({ id, clientId }): IdentityNode => ({
      kind: "detail",
      id: `${owner}/user/${id.toLowerCase()}`,
      label: nameOfId(id),
      value: clientId === undefined ? say`user-assigned` : say`user-assigned · client ID ${clientId}`,
      icon: "key",
      copy: id,
    })),
    {
      kind: "detail",
      id: `${owner}/default`,
      label: say`Tokens`,
      value: describeDefaultIdentity(current),
      icon: "info",
    },
  ];
}

function ids(owner: string, entries: readonly (readonly [string, string | undefined])[]): IdentityNode[] {
  return entries.flatMap(([label, value]): IdentityNode[] =>
    value === undefined
      ? []
      : [{ kind: "detail", id: `${owner}/${label}`, label, value, icon: "symbol-key", copy: value }],
  );
}
