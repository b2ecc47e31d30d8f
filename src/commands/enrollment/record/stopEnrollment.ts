import * as vscode from "vscode";
import { Notice, type Command } from "../../run/command";
import { chosenEnrollment } from "./chosen";

/** Stops watching. Azure continues with what it has started. */
export const stopEnrollment: Command = {
  intent: "stop watching the enrollment",
  async run({ services }, clicked) {
    const { enrollment, activity } = await chosenEnrollment(services, clicked);
    if (activity === undefined)
      throw new Notice(vscode.l10n.t("Nothing is in progress for this enrollment in this window."));
    services.enrollments.stop(enrollment.id);
  },
};
