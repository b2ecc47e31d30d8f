import * as vscode from "vscode";
import { enrollmentName, type Enrollment } from "../../../enrollment/record/record";
import type { StepNumber } from "../../../enrollment/steps/stepNumber";
import { t } from "../../../l10n";
import { presentEnrollment } from "../../../rows/enrollments/presentation";
import type { CommandScope } from "../../run/command";
import { completeTarget, tellingWhatBlocks } from "../record/blocked";

/** Runs something of the enrollment service with progress. Cancel stops watching; Azure continues. */
export async function runEnrollment(
  scope: CommandScope,
  { id }: Enrollment,
  what: StepNumber | "remaining" | "watch",
): Promise<void> {
  const { enrollments } = scope.services;
  const state = enrollments.get(id);
  if (state !== undefined) completeTarget(state.enrollment);
  const title = vscode.l10n.t("Enroll {0}", state === undefined ? "" : enrollmentName(state.enrollment));
  await scope.progress(title, async (running) => {
    running.signal.addEventListener("abort", () => {
      enrollments.stop(id);
    });
    const listening = enrollments.onDidChange(() => {
      const now = enrollments.get(id);
      if (now !== undefined) running.report(presentEnrollment(now, t).description ?? "");
    });
    try {
      await tellingWhatBlocks(() => enrollments.run(id, what));
    } finally {
      listening.dispose();
    }
  });
}
