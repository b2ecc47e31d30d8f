import * as vscode from "vscode";
import type { Services } from "../../services";
import { enrollmentIn, linkTo } from "../../rows/enrollments/link";
import { isEnrollmentNode } from "../../rows/enrollments/nodes";
import { notify } from "../../window/notification";
import { Notice, type Command } from "../run/command";

/** Copies a link that opens an enrollment in a window that has it. */
export const copyEnrollmentLink: Command = {
  intent: "copy the link of the enrollment",
  async run(_, clicked) {
    if (!isEnrollmentNode(clicked)) throw new Notice(vscode.l10n.t("Select an enrollment first."));
    await vscode.env.clipboard.writeText(linkTo(clicked.enrollmentId, vscode.env.uriScheme));
    vscode.window.setStatusBarMessage(vscode.l10n.t("$(check) Link copied"), 3000);
  },
};

/** Opens the page of the enrollment that a link names. A link comes from anywhere: it shows, and never runs anything. */
export function enrollmentLinks({ enrollments, wizard }: Services): vscode.UriHandler {
  return {
    handleUri(uri) {
      const id = enrollmentIn(uri.path);
      if (id === undefined || enrollments.get(id) === undefined) {
        void notify.warning(
          vscode.l10n.t(
            "This link names no enrollment of this window. Open the folder of the enrollment first.",
          ),
        );
        return;
      }
      wizard.open(id);
    },
  };
}
