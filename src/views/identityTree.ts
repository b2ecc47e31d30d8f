import * as vscode from "vscode";
import { toArmError, type ArmError } from "../arm/errors";
import type { UserAssignedIdentity } from "../arm/resources/managedIdentity";
import { resourceKey } from "../arm/resources/resourceId";
import { viewIds } from "../ids";
import { currentIdentity } from "../identity/change";
import type { KnownProblem } from "../identity/knownProblems";
import { t } from "../l10n";
import { say } from "../l10n/sentence";
import type { AzureSession } from "../session/account/azureSession";
import { compareNames } from "../rows/machines/layout";
import type { MachineTree } from "./machineTree";
import { treeItemOf } from "./treeItem";
import {
  groupHolders,
  holdersOfCompute,
  holdersOfRows,
  isList,
  problemsOf,
  usersOfIdentity,
  type IdentityHolderRow,
  type SubscriptionIdentities,
} from "../rows/identities/content";
import { identityGroups, type IdentityNode } from "../rows/identities/nodes";
import {
  holderDetails,
  presentIdentityNode,
  textOf,
  userAssignedDetails,
  type IdentityFacts,
} from "../rows/identities/presentation";
import { readRoleNodes, readSubscription } from "../rows/identities/readIdentities";

/** The "Identities" view. Nothing is read before it is opened; what was read stays until it is refreshed. */
export class IdentityTree implements vscode.TreeDataProvider<IdentityNode>, IdentityFacts, vscode.Disposable {
  readonly #session: AzureSession;
  readonly #machines: MachineTree;
  readonly #view: vscode.TreeView<IdentityNode>;
  readonly #changed = new vscode.EventEmitter<IdentityNode | undefined>();
  readonly #following: vscode.Disposable;
  /** By subscription id in lower case. */
  readonly #reading = new Map<string, Promise<SubscriptionIdentities>>();
  readonly #read = new Map<string, SubscriptionIdentities>();
  readonly #roles = new Map<string, Promise<readonly IdentityNode[]>>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(session: AzureSession, machines: MachineTree) {
    this.#session = session;
    this.#machines = machines;
    this.#view = vscode.window.createTreeView(viewIds.identities, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#following = session.onDidChange(() => {
      this.refresh();
    });
  }

  /** Forgets everything that was read; what is open is read again. */
  refresh(): void {
    this.#reading.clear();
    this.#read.clear();
    this.#roles.clear();
    this.#changed.fire(undefined);
  }

  /** Reads the role assignments under one row again. */
  refreshRoles(rolesId: string): void {
    this.#roles.delete(rolesId);
    this.#changed.fire(undefined);
  }

  subscriptionName(id: string): string {
    return this.#machines.list.subscriptionName(id);
  }

  userAssigned(identityId: string): UserAssignedIdentity | undefined {
    const key = resourceKey(identityId);
    return this.identities.find(({ id }) => resourceKey(id) === key);
  }

  holder(holderId: string): IdentityHolderRow | undefined {
    const key = resourceKey(holderId);
    return this.holders.find(({ id }) => resourceKey(id) === key);
  }

  problems(holder: IdentityHolderRow): readonly KnownProblem[] {
    return problemsOf(holder, this.#session.directory?.tenantOf(holder.id), this.#read);
  }

  /** Every user-assigned identity that was read so far. */
  get identities(): readonly UserAssignedIdentity[] {
    return [...this.#read.values()].flatMap(({ userAssigned }) => (isList(userAssigned) ? userAssigned : []));
  }

  /** Every resource with identities that is known so far. */
  get holders(): readonly IdentityHolderRow[] {
    const compute = [...this.#read.values()].flatMap((read) => (isList(read.compute) ? read.compute : []));
    return [...holdersOfRows(this.#machines.list.rows), ...holdersOfCompute(compute)];
  }

  /** What of the listed resources carries a user-assigned identity, its subscription read first. */
  async usersOf(identity: UserAssignedIdentity): Promise<readonly IdentityHolderRow[]> {
    await this.#subscription(identity.subscriptionId);
    return usersOfIdentity(identity.id, this.holders);
  }

  getTreeItem(node: IdentityNode): vscode.TreeItem {
    const item = treeItemOf(node.id, presentIdentityNode(node, this, t));
    if (node.kind === "warning") item.tooltip = textOf(node, t);
    if (node.kind === "failure") item.tooltip = `${t(node.cause)} ${t(node.nextMove)}`;
    if (node.kind === "role") item.tooltip = node.scope;
    return item;
  }

  async getChildren(node?: IdentityNode): Promise<IdentityNode[]> {
    switch (node?.kind) {
      case undefined:
        return this.#top();
      case "subscription":
        return identityGroups.map((group) => ({
          kind: "group",
          id: `${node.id}/${group}`,
          subscriptionId: node.subscriptionId,
          group,
        }));
      case "group":
        return this.#group(node);
      case "userAssigned":
        return this.#userAssigned(node);
      case "holder":
        return this.#holder(node);
      case "roles":
        return [...(await this.#rolesUnder(node))];
      case "detail":
      case "warning":
      case "role":
      case "failure":
        return [];
    }
  }

  async #top(): Promise<IdentityNode[]> {
    const { directory } = this.#session;
    if (directory === undefined) return [];
    await this.#machines.list.ready();
    return [...directory.subscriptions]
      .sort((a, b) => compareNames(a.name, b.name))
      .map(({ id }) => ({ kind: "subscription", id: `identities/${id.toLowerCase()}`, subscriptionId: id }));
  }

  #subscription(subscriptionId: string): Promise<SubscriptionIdentities> {
    const key = subscriptionId.toLowerCase();
    const known = this.#reading.get(key);
    if (known !== undefined) return known;
    const reading = readSubscription(this.#session, subscriptionId);
    this.#reading.set(key, reading);
    void reading.then((read) => {
      if (this.#reading.get(key) === reading) this.#read.set(key, read);
    });
    return reading;
  }

  async #group(node: Extract<IdentityNode, { kind: "group" }>): Promise<IdentityNode[]> {
    const { id, group, subscriptionId } = node;
    const { userAssigned, compute } = await this.#subscription(subscriptionId);
    if (group === "userAssigned") {
      if (!isList(userAssigned)) return [failure(id, say`the identities`, userAssigned)];
      return [...userAssigned]
        .sort((a, b) => compareNames(a.name, b.name))
        .map((each) => ({
          kind: "userAssigned",
          id: `identities/user/${resourceKey(each.id)}`,
          identityId: each.id,
          subscriptionId,
        }));
    }
    if (group === "azure" && !isList(compute)) return [failure(id, say`Azure VMs and scale sets`, compute)];
    return groupHolders(group, subscriptionId, this.holders).map((each) => ({
      kind: "holder",
      id: `identities/holder/${resourceKey(each.id)}`,
      holderId: each.id,
      subscriptionId,
    }));
  }

  async #userAssigned(node: Extract<IdentityNode, { kind: "userAssigned" }>): Promise<IdentityNode[]> {
    const identity = this.userAssigned(node.identityId);
    if (identity === undefined) return [];
    const { name, principalId, subscriptionId } = identity;
    const details = userAssignedDetails(node.id, identity, await this.usersOf(identity));
    return principalId === undefined
      ? details
      : [...details, rolesNode(node.id, name, principalId, subscriptionId)];
  }

  #holder(node: Extract<IdentityNode, { kind: "holder" }>): IdentityNode[] {
    const holder = this.holder(node.holderId);
    if (holder === undefined) return [];
    const { name, identity, subscriptionId } = holder;
    const details = holderDetails(node.id, holder, this.problems(holder));
    if (!currentIdentity(identity).systemAssigned || identity.principalId === undefined) return details;
    return [...details, rolesNode(node.id, name, identity.principalId, subscriptionId)];
  }

  #rolesUnder(node: Extract<IdentityNode, { kind: "roles" }>): Promise<readonly IdentityNode[]> {
    const known = this.#roles.get(node.id);
    if (known !== undefined) return known;
    const reading = readRoleNodes(this.#session, node).catch((error: unknown) => [
      failure(node.id, say`the role assignments`, toArmError(error)),
    ]);
    this.#roles.set(node.id, reading);
    return reading;
  }

  dispose(): void {
    for (const part of [this.#following, this.#view, this.#changed]) part.dispose();
  }
}

function rolesNode(owner: string, name: string, principalId: string, subscriptionId: string): IdentityNode {
  return { kind: "roles", id: `${owner}/roles`, name, principalId, subscriptionId };
}

function failure(owner: string, what: string, { causeText, nextMove }: ArmError): IdentityNode {
  return { kind: "failure", id: `${owner}/failure`, what, cause: causeText, nextMove };
}
