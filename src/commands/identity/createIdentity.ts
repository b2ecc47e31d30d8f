import * as vscode from "vscode";
import { judgeIdentityName } from "../../arm/resources/identityName";
import type { UserAssignedIdentity } from "../../arm/resources/managedIdentity";
import { commandIds } from "../../ids";
import { groupQuestions, placeClicked, signedIn, type GroupAnswers } from "../ask/askGroup";
import { askText, judgeTarget } from "../ask/askText";
import { askAll, back, type Question } from "../ask/questions";
import { refuseExisting } from "../ask/refuseExisting";
import type { Command, CommandScope } from "../run/command";
import { review } from "../run/review";
import { sendOnce } from "../run/sendOnce";
import { principalScope } from "./principal";
import { notify } from "../../window/notification";

interface Answers extends GroupAnswers {
  readonly name?: string;
  readonly location?: string;
}

/** Makes a user-assigned identity. One that already exists is never touched. */
export const createIdentity: Command = {
  intent: "create the managed identity",
  async run(scope, clicked) {
    const { services } = scope;
    const place = placeClicked(services, clicked);
    const answers = await askAll<Answers>(vscode.l10n.t("Create managed identity"), {}, [
      ...groupQuestions<Answers>(services, place),
      nameQuestion,
      locationQuestion,
    ]);
    const { group, name = "", location = "" } = answers;
    if (group === undefined) return;
    const id = `${group.id}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
    const client = await signedIn(services).clientFor(id);
    await scope.progress(vscode.l10n.t("Loading {0}…", name), async ({ signal }) => {
      const { getUserAssignedIdentity } = await import("../../arm/resources/managedIdentity");
      await refuseExisting(getUserAssignedIdentity(client, id, signal), (existing) =>
        vscode.l10n.t("The identity {0} already exists. Nothing was changed.", existing.name),
      );
    });
    const action = { kind: "createIdentity", id, identity: { location } } as const;
    await review(services, {
      title: vscode.l10n.t("Create managed identity {0} in {1}", name, group.name),
      actions: [action],
      go: {
        label: vscode.l10n.t("Create {0}", name),
        detail: vscode.l10n.t("User-assigned, in {0}. It has no role until you assign one.", location),
      },
      name: `identity ${name}`,
      preview: "onDemand",
    });
    const made = await sendOnce(scope, vscode.l10n.t("Creating {0}…", name), async ({ signal }) => {
      const [{ sendShortAction }, { decodeUserAssignedIdentity }] = await Promise.all([
        import("../../enrollment/actions/sendAction"),
        import("../../arm/resources/managedIdentity"),
      ]);
      return decodeUserAssignedIdentity(await sendShortAction(client, action, signal));
    });
    services.identityTree.refresh();
    void offerNext(scope, made, group.id);
  },
};

const nameQuestion: Question<Answers> = {
  ask: async (answers, place) => {
    const name = await askText(place, {
      prompt: vscode.l10n.t("Name of the identity"),
      ...(answers.name !== undefined && { value: answers.name }),
      judge: judgeIdentityName,
    });
    return name === back ? back : { ...answers, name };
  },
};

const locationQuestion: Question<Answers> = {
  ask: async (answers, place) => {
    const location = await askText(place, {
      prompt: vscode.l10n.t("Region of the identity"),
      value: answers.location ?? answers.group?.location ?? "",
      judge: judgeTarget("location"),
    });
    return location === back ? back : { ...answers, location };
  },
};

/** The notification may stand for as long as the user likes; the command has ended. */
async function offerNext(
  { services }: CommandScope,
  identity: UserAssignedIdentity,
  groupId: string,
): Promise<void> {
  const assign = vscode.l10n.t("Assign Roles…");
  const copy = vscode.l10n.t("Copy IDs");
  const chosen = await notify.information(
    vscode.l10n.t(
      "The identity {0} was created. Assign it to a Nexus VM when you create the VM: an identity that is added later gives the VM no token.",
      identity.name,
    ),
    assign,
    copy,
  );
  try {
    if (chosen === copy) await vscode.env.clipboard.writeText(idsText(identity));
    if (chosen === assign && identity.principalId !== undefined) {
      const principal = principalScope(identity.name, identity.principalId, groupId);
      await vscode.commands.executeCommand(commandIds.assignRoles, principal);
    }
  } catch (error) {
    services.log.error("The action offered after the identity was created failed.", error);
  }
}

function idsText({ id, clientId, principalId, tenantId }: UserAssignedIdentity): string {
  const lines = [
    ["id", id],
    ["clientId", clientId],
    ["principalId", principalId],
    ["tenantId", tenantId],
  ] as const;
  return lines.flatMap(([name, value]) => (value === undefined ? [] : `${name}: ${value}\n`)).join("");
}
