import * as vscode from "vscode";
import { compareNames } from "../../rows/machines/layout";
import type { AccountRouter } from "../../session/account/accountRouter";
import type { SitePart } from "../../arm/resources/networkCloud/site";
import { commandIds } from "../../ids";
import type { Services } from "../../services";
import { isIdentityNode } from "../../rows/identities/nodes";
import { isTreeNode } from "../../rows/machines/nodes";
import { Notice } from "../run/command";
import { askChoice } from "./askChoice";
import { back, type Question } from "./questions";

/** In which resource group something is to be made. */
export interface GroupAnswers {
  readonly subscriptionId?: string;
  readonly group?: SitePart;
}

/** What somebody is told who has not signed in. */
export function signInFirst(text: string): Notice {
  return new Notice(text, { label: vscode.l10n.t("Sign In"), command: commandIds.signIn });
}

/** The directory, or a notice that somebody must sign in first. */
export function signedIn({ session: { directory } }: Services): AccountRouter {
  if (directory === undefined) throw signInFirst(vscode.l10n.t("Sign in first."));
  return directory;
}

/** What a clicked row says about the place: a group, or only a subscription. */
export function placeClicked(
  services: Services,
  clicked: unknown,
): { subscriptionId?: string; name?: string } {
  if (isIdentityNode(clicked)) {
    return "subscriptionId" in clicked ? { subscriptionId: clicked.subscriptionId } : {};
  }
  if (!isTreeNode(clicked)) return {};
  switch (clicked.kind) {
    case "subscription":
      return { subscriptionId: clicked.subscriptionId };
    case "resourceGroup":
      return { subscriptionId: clicked.subscriptionId, name: clicked.name };
    case "machine":
    case "arc": {
      const row = services.tree.list.row(clicked.key);
      const resource = row?.kind === "vm" ? row.vm : row?.arc;
      return resource === undefined
        ? {}
        : { subscriptionId: resource.subscriptionId, name: resource.resourceGroup };
    }
    default:
      return {};
  }
}

/** Asks for the subscription, where there are several and none was clicked, and for the group in it. */
export function groupQuestions<A extends GroupAnswers>(
  services: Services,
  clicked: { readonly subscriptionId?: string; readonly name?: string },
): readonly Question<A>[] {
  return [
    {
      applies: () => clicked.subscriptionId === undefined && signedIn(services).subscriptions.length !== 1,
      ask: async (answers, questionStep) => {
        const subscriptionId = await askChoice(questionStep, {
          placeHolder: vscode.l10n.t("Which subscription?"),
          choices: async () => {
            await services.tree.list.ready();
            return [...signedIn(services).subscriptions]
              .sort((a, b) => compareNames(a.name, b.name))
              .map(({ id, name }) => ({ label: name, description: id, icon: "key", value: id }));
          },
          isCurrent: (id) => id === answers.subscriptionId,
        });
        return subscriptionId === back ? back : { ...answers, subscriptionId };
      },
    },
    {
      ask: async (answers, questionStep) => {
        const subscriptionId =
          answers.subscriptionId ?? clicked.subscriptionId ?? signedIn(services).subscriptions[0]?.id ?? "";
        const group = await askChoice(questionStep, {
          placeHolder: vscode.l10n.t("Which resource group?"),
          choices: (signal) => readGroups(services, subscriptionId, signal),
          isCurrent: ({ name }) =>
            (answers.group?.name ?? clicked.name)?.toLowerCase() === name.toLowerCase(),
        });
        return group === back ? back : { ...answers, subscriptionId, group };
      },
    },
  ];
}

async function readGroups(services: Services, subscriptionId: string, signal: AbortSignal) {
  const { listResourceGroups } = await import("../../arm/resources/networkCloud/site");
  const client = await signedIn(services).clientFor(`/subscriptions/${subscriptionId}`);
  const groups = await listResourceGroups(client, subscriptionId, signal);
  return groups
    .sort((a, b) => compareNames(a.name, b.name))
    .map((value) => ({
      label: value.name,
      icon: "folder",
      value,
      ...(value.location !== undefined && { description: value.location }),
    }));
}
