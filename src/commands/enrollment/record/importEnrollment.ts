import * as vscode from "vscode";
import { enrollmentName } from "../../../enrollment/record/record";
import { agree } from "../../ask/agree";
import { Notice, type Command } from "../../run/command";
import { tellingWhatBlocks } from "./blocked";
import { askForText } from "../vm/textSource";

/** Takes up a `*.nexus-arc.json` record. One that is here already is replaced only after a question. */
export const importEnrollment: Command = {
  intent: "import the enrollment",
  async run({ services }) {
    const { text } = await askForText({
      placeHolder: vscode.l10n.t("Where is the enrollment (*.nexus-arc.json)?"),
      prompt: vscode.l10n.t("Paste the record"),
    });
    const { readRecord } = await import("../../../enrollment/record/recordFile");
    const reading = await readRecord(text);
    if (!reading.ok) throw new Notice(reading.problem);
    const { enrollment } = reading;
    if (services.enrollments.get(enrollment.id) !== undefined)
      await agree(
        vscode.l10n.t("The enrollment of {0} is already here.", enrollmentName(enrollment)),
        vscode.l10n.t("The imported record replaces its record. Azure is not changed."),
        vscode.l10n.t("Replace"),
      );
    await tellingWhatBlocks(() => services.enrollments.add(enrollment));
    await services.enrollmentTree.reveal(enrollment.id);
  },
};
