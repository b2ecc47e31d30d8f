import { describeDefaultIdentity } from "../../identity/defaultIdentity";
import { currentIdentity } from "../../identity/change";
import { describeIdentity } from "../tree/tooltip";
import type { Presentation } from "../tree/presentation";
import type { UserAssignedIdentity } from "../../arm/managedIdentity";
import { nameOfId } from "../../arm/resource";
import type { KnownProblem } from "../../identity/knownProblems";
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
  userAssigned: ["User-assigned identities", "key"],
  nexus: ["System-assigned: Nexus VMs", "vm"],
  arc: ["System-assigned: Arc machines", "server"],
  azure: ["Azure VMs and scale sets", "cloud"],
};

export const holderWords: Readonly<Record<HolderKind, string>> = {
  nexusVm: "Nexus VM",
  arcMachine: "Arc machine",
  azureVm: "Azure VM",
  scaleSet: "scale set",
};

const holderIcons: Readonly<Record<HolderKind, string>> = {
  nexusVm: "vm",
  arcMachine: "server",
  azureVm: "vm",
  scaleSet: "layers",
};

export function presentIdentityNode(node: IdentityNode, facts: IdentityFacts): Presentation {
  switch (node.kind) {
    case "subscription": {
      const label = facts.subscriptionName(node.subscriptionId);
      return row(label, "", { icon: "key" }, `${label}, subscription`, "identitySubscription", "closed");
    }
    case "group": {
      const [label, icon] = groupLabels[node.group];
      return row(label, "", { icon }, label, `identityGroup ${node.group}`, "closed");
    }
    case "userAssigned":
      return userAssigned(facts.userAssigned(node.identityId));
    case "holder":
      return holder(facts.holder(node.holderId), facts);
    case "detail":
      return row(
        node.label,
        node.value,
        { icon: node.icon },
        `${node.label}: ${node.value}`,
        node.copy === undefined ? "identityDetail" : "identityDetail copyable",
        "no",
      );
    case "warning":
      return row(
        node.title,
        node.text,
        { icon: "warning", color: "problemsWarningIcon.foreground" },
        `Warning: ${node.title}. ${node.text}`,
        "identityWarning",
        "no",
      );
    case "roles":
      return row(
        "Role assignments",
        "",
        { icon: "shield" },
        `Role assignments of ${node.name}`,
        "identityRoles",
        "closed",
      );
    case "role":
      return row(
        node.roleName,
        describeScope(node.scope),
        { icon: "shield" },
        `${node.roleName} on ${node.scope}`,
        "roleAssignment",
        "no",
      );
    case "failure":
      return row(
        node.what,
        node.cause,
        { icon: "error", color: "problemsErrorIcon.foreground" },
        `Could not read ${node.what}. ${node.cause} ${node.nextMove}`,
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

const gone: Presentation = { label: "", spoken: "No longer there", context: "gone", opens: "no" };

function userAssigned(identity: UserAssignedIdentity | undefined): Presentation {
  if (identity === undefined) return gone;
  const { name, resourceGroup, location } = identity;
  const description = [resourceGroup, location].filter(Boolean).join(" · ");
  return row(
    name,
    description,
    { icon: "key" },
    `${name}, user-assigned identity, resource group ${resourceGroup}`,
    "userIdentity principal",
    "closed",
  );
}

function holder(found: IdentityHolderRow | undefined, facts: IdentityFacts): Presentation {
  if (found === undefined) return gone;
  const { kind, name, identity, resourceGroup } = found;
  const problems = facts.problems(found);
  const words = [kind === "azureVm" || kind === "scaleSet" ? "computeHolder" : "holder"];
  if (currentIdentity(identity).systemAssigned) words.push("principal");
  const look =
    problems.length === 0
      ? { icon: holderIcons[kind] }
      : { icon: "warning", color: "problemsWarningIcon.foreground" };
  const description = `${holderWords[kind]} · ${describeIdentity(identity)}`;
  const trouble = problems.map(({ title }) => `, ${title}`).join("");
  return row(
    name,
    description,
    look,
    `${name}, ${description}, resource group ${resourceGroup}${trouble}`,
    words.join(" "),
    "closed",
  );
}

/** `resource group core-london`, `subscription`, or the resource's own name. */
export function describeScope(scope: string): string {
  const resource = /\/providers\/.+\/([^/]+)$/i.exec(scope)?.[1];
  if (resource !== undefined) return resource;
  const group = /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)$/i.exec(scope)?.[1];
  if (group !== undefined) return `resource group ${group}`;
  return /^\/subscriptions\/[^/]+$/i.test(scope) ? "subscription" : scope;
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
      ["Client ID", identity.clientId],
      ["Principal ID", identity.principalId],
      ["Tenant ID", identity.tenantId],
    ]),
    {
      kind: "detail",
      id: `${owner}/used`,
      label: "Used by",
      value: names.length === 0 ? "nothing that is listed here" : names.join(", "),
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
  const wish = currentIdentity(identity);
  return [
    ...problems.map(({ id, title, cause, nextMove }): IdentityNode => ({
      kind: "warning",
      id: `${owner}/problem/${id}`,
      title,
      text: `${cause} ${nextMove}`,
    })),
    ...(wish.systemAssigned ? ids(owner, [["Principal ID", identity.principalId]]) : []),
    ...identity.userAssigned.map(({ id, clientId }): IdentityNode => ({
      kind: "detail",
      id: `${owner}/user/${id.toLowerCase()}`,
      label: nameOfId(id),
      value: clientId === undefined ? "user-assigned" : `user-assigned · client ID ${clientId}`,
      icon: "key",
      copy: id,
    })),
    {
      kind: "detail",
      id: `${owner}/default`,
      label: "Tokens",
      value: describeDefaultIdentity(wish),
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
