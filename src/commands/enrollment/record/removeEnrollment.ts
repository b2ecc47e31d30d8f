import * as vscode from "vscode";
import { enrollmentName } from "../../../enrollment/record/record";
import { agree } from "../../ask/agree";
import type { Command } from "../../run/command";
import { tellingWhatBlocks } from "./blocked";
import { chosenEnrollment } from "./chosen";

/** Forgets an enrollment and erases its private key, after a question. */
export const removeEnrollment: Command = {
  intent: "remove the enrollment",
  async run({ services }, clicked) {
    const { enrollment } = await chosenEnrollment(services, clicked);
    await agree(
      vscode.l10n.t("Remove the enrollment of {0}?", enrollmentName(enrollment)),
      vscode.l10n.t(
        "The record is deleted, and its private key is erased: a machine that waits for that key can no longer be connected. Resources in Azure stay.",
      ),
      vscode.l10n.t("Remove"),
    );
    await tellingWhatBlocks(() => services.enrollments.remove(enrollment.id));
  },
};
