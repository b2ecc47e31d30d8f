import { type Command, Notice } from "../../run/command";
import { chosenEnrollment } from "./chosen";
import { runEnrollment } from "../step/runEnrollment";
import * as vscode from "vscode";

/** Asks Azure every few seconds until the machine is connected or a step has failed. */
export const watchEnrollment: Command = {
  intent: "watch the enrollment",
  async run(scope, clicked) {
    const { enrollment } = await chosenEnrollment(scope.services, clicked);
    await runEnrollment(scope, enrollment, "watch");
  },
};

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
