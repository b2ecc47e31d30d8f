import * as vscode from "vscode";
import { t } from "../../l10n";
import { isAborted } from "../../arm/errors";
import { untilAborted } from "../../arm/async/untilAborted";
import { holderWords } from "../../rows/identities/presentation";
import { agree } from "../ask/agree";
import { signedIn } from "../ask/askGroup";
import { Notice, type Command, type CommandScope } from "../run/command";
import { sendOnce } from "../run/sendOnce";
import { identityDeletionDetail } from "./deletionText";
import { principalTarget, type PrincipalTarget } from "./principalTarget";

/** Deletes a user-assigned identity after a question that names what remains. */
export const deleteIdentity: Command = {
  intent: "delete the identity",
  async run(scope, clicked) {
    const { services } = scope;
    const target = await principalTarget(services, clicked);
    if (target.origin.kind !== "userAssigned") {
      throw new Notice(
        vscode.l10n.t(
          "{0} is system-assigned. To delete it, delete its resource or disable it there.",
          target.name,
        ),
      );
    }
    const { identity } = target.origin;
    const detail = await scope.progress(
      vscode.l10n.t("Finding out who uses {0}…", target.name),
      async ({ signal }) => {
        const usedBy = await untilAborted(services.identityTree.usersOf(identity), signal);
        const words = usedBy.map(({ name, kind }) => ({ name, words: holderWords[kind] }));
        return identityDeletionDetail(words, await countRoles(scope, target, signal), t);
      },
    );
    await agree(
      vscode.l10n.t("Delete the identity {0}?", identity.name),
      detail,
      vscode.l10n.t("Delete Identity"),
    );
    await sendOnce(scope, vscode.l10n.t("Deleting {0}…", identity.name), async ({ signal }) => {
      const { deleteUserAssignedIdentity } = await import("../../arm/resources/managedIdentity");
      await deleteUserAssignedIdentity(await signedIn(services).clientFor(identity.id), identity.id, signal);
    });
    services.identityTree.refresh();
    vscode.window.setStatusBarMessage(vscode.l10n.t("$(check) {0} was deleted", identity.name), 5000);
  },
};

/** `undefined` where they may not be read: that must not keep anybody from deleting. */
async function countRoles(
  { services }: CommandScope,
  { principalId, subscriptionId }: PrincipalTarget,
  signal: AbortSignal,
): Promise<number | undefined> {
  const { listRoleAssignments } = await import("../../arm/resources/authorization/authorization");
  const scope = `/subscriptions/${subscriptionId}`;
  try {
    return (await listRoleAssignments(await signedIn(services).clientFor(scope), scope, principalId, signal))
      .length;
  } catch (error) {
    if (isAborted(error)) throw error;
    return undefined;
  }
}
