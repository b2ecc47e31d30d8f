import * as vscode from "vscode";
import type { UserAssignedIdentity } from "../../arm/resources/managedIdentity";
import { currentIdentity } from "../../identity/change";
import type { Services } from "../../services";
import type { IdentityHolderRow } from "../../rows/identities/content";
import { isIdentityNode } from "../../rows/identities/nodes";
import { holderWords } from "../../rows/identities/presentation";
import { askChoice, type Choice } from "../ask/askChoice";
import { signedIn } from "../ask/askGroup";
import { back } from "../ask/questions";
import { Notice } from "../run/command";

/** A managed identity as a principal of the directory. */
export interface PrincipalTarget {
  readonly name: string;
  /** Object id. */
  readonly principalId: string;
  readonly subscriptionId: string;
  readonly origin:
    | { readonly kind: "userAssigned"; readonly identity: UserAssignedIdentity }
    | { readonly kind: "system"; readonly holder: IdentityHolderRow };
}

/** The identity that was clicked, or the one that the user picks. Rejects with a cancellation when the user declines. */
export async function principalTarget(services: Services, clicked: unknown): Promise<PrincipalTarget> {
  return clickedPrincipal(services, clicked) ?? (await pickPrincipal(services));
}

function clickedPrincipal({ identityTree }: Services, clicked: unknown): PrincipalTarget | undefined {
  if (!isIdentityNode(clicked)) return undefined;
  switch (clicked.kind) {
    case "userAssigned": {
      const identity = identityTree.userAssigned(clicked.identityId);
      return identity === undefined ? undefined : ofIdentity(identity);
    }
    case "holder": {
      const holder = identityTree.holder(clicked.holderId);
      return holder === undefined ? undefined : ofHolder(holder);
    }
    case "roles": {
      const owner = clicked.principalId.toLowerCase();
      const targets = [
        ...identityTree.identities.flatMap((identity) => ofIdentity(identity) ?? []),
        ...identityTree.holders.flatMap((holder) => ofHolder(holder) ?? []),
      ];
      return targets.find(({ principalId }) => principalId.toLowerCase() === owner);
    }
    default:
      return undefined;
  }
}

function ofIdentity(identity: UserAssignedIdentity): PrincipalTarget | undefined {
  const { name, principalId, subscriptionId } = identity;
  if (principalId === undefined) return undefined;
  return { name, principalId, subscriptionId, origin: { kind: "userAssigned", identity } };
}

function ofHolder(holder: IdentityHolderRow): PrincipalTarget | undefined {
  const { name, identity, subscriptionId } = holder;
  if (identity.principalId === undefined || !currentIdentity(identity).systemAssigned) return undefined;
  return { name, principalId: identity.principalId, subscriptionId, origin: { kind: "system", holder } };
}

async function pickPrincipal(services: Services): Promise<PrincipalTarget> {
  const questionStep = { title: vscode.l10n.t("Managed identity"), step: 1, total: 1 };
  const target = await askChoice<PrincipalTarget>(questionStep, {
    placeHolder: vscode.l10n.t("Which identity?"),
    choices: async (signal) => {
      const choices = [...(await userChoices(services, signal)), ...systemChoices(services)];
      if (choices.length === 0) throw new Notice(vscode.l10n.t("There is no managed identity."));
      return choices;
    },
  });
  if (target === back) throw new vscode.CancellationError();
  return target;
}

async function userChoices(services: Services, signal: AbortSignal): Promise<Choice<PrincipalTarget>[]> {
  const { listUserAssignedIdentities } = await import("../../arm/resources/managedIdentity");
  await services.tree.list.ready();
  const directory = signedIn(services);
  const lists = await Promise.all(
    directory.subscriptions.map(async ({ id }) => {
      const client = await directory.clientFor(`/subscriptions/${id}`);
      return listUserAssignedIdentities(client, { subscriptionId: id }, signal);
    }),
  );
  return lists.flat().flatMap((identity): Choice<PrincipalTarget>[] => {
    const target = ofIdentity(identity);
    if (target === undefined) return [];
    return [
      {
        label: identity.name,
        description: `user-assigned · ${identity.resourceGroup}`,
        icon: "key",
        value: target,
      },
    ];
  });
}

function systemChoices({ identityTree }: Services): Choice<PrincipalTarget>[] {
  return identityTree.holders.flatMap((holder): Choice<PrincipalTarget>[] => {
    const target = ofHolder(holder);
    if (target === undefined) return [];
    const description = `system-assigned · ${holderWords[holder.kind]} · ${holder.resourceGroup}`;
    return [{ label: holder.name, description, icon: "vm", value: target }];
  });
}
