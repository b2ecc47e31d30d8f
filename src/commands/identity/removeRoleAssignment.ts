import * as vscode from "vscode";
import { isIdentityNode } from "../../rows/identities/nodes";
import { agree } from "../ask/agree";
import { signedIn } from "../ask/askGroup";
import { Notice, type Command } from "../run/command";
import { sendOnce } from "../run/sendOnce";

/** Takes a role assignment away again, after a question. */
export const removeRoleAssignment: Command = {
  intent: "remove the role assignment",
  async run(scope, clicked) {
    const { services } = scope;
    if (!isIdentityNode(clicked) || clicked.kind !== "role")
      throw new Notice(vscode.l10n.t("Choose a role assignment in the Identities view."));
    const { assignmentId, roleName, rolesId } = clicked;
    await agree(
      vscode.l10n.t("Remove the role {0}?", roleName),
      vscode.l10n.t(
        "It was assigned on {0}. A token issued before removal keeps the role until the token expires.",
        clicked.scope,
      ),
      vscode.l10n.t("Remove"),
    );
    await sendOnce(scope, vscode.l10n.t("Removing {0}…", roleName), async ({ signal }) => {
      const { deleteRoleAssignment } = await import("../../arm/resources/authorization/authorization");
      await deleteRoleAssignment(await signedIn(services).clientFor(assignmentId), assignmentId, signal);
    });
    services.identityTree.refreshRoles(rolesId);
  },
};
