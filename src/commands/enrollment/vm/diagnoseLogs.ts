import * as vscode from "vscode";
import { diagnose } from "../../../enrollment/diagnose/diagnose";
import { isEnrollmentNode } from "../../../rows/enrollments/nodes";
import type { Command } from "../../run/command";
import { askForText } from "./textSource";
import { notify } from "../../../window/notification";

/** Marks known failures in a log of the VM, each with its cause, what to do, and the step that it concerns. */
export const diagnoseLogs: Command = {
  intent: "diagnose the log",
  async run({ services }, clicked) {
    const enrollmentId = isEnrollmentNode(clicked) ? clicked.enrollmentId : undefined;
    const { text, name } = await askForText({
      placeHolder: vscode.l10n.t(
        "Where is the log? (cloud-init-output.log, azcmagent.log, himds.log, azcmagent show or check)",
      ),
      prompt: vscode.l10n.t("Paste the log. For a log with several lines, use a file or the clipboard."),
    });
    const findings = diagnose(text);
    await services.diagnosedLogs.show({
      name,
      text,
      findings,
      ...(enrollmentId !== undefined && { enrollmentId }),
    });
    const first = findings[0];
    if (first === undefined) void notify.information(vscode.l10n.t("No known failure found in this log."));
    else
      vscode.window.setStatusBarMessage(
        vscode.l10n.t("Known failures: {0}. The first is in line {1}.", findings.length, first.line + 1),
        8000,
      );
  },
};
