import * as vscode from "vscode";
import type { Enrollment } from "../../../enrollment/record/record";
import { StepBlockedError } from "../../../enrollment/steps/step";
import { readTarget, type EnrollmentTarget } from "../../../enrollment/target/target";
import { commandIds } from "../../../ids";
import { t } from "../../../l10n";
import { Notice } from "../../run/command";

/** The target of a record that is complete enough to work with; else a notice says what is missing or wrong, and leads to the wizard. */
export function completeTarget({ id, target }: Pick<Enrollment, "id" | "target">): EnrollmentTarget {
  const reading = readTarget(target);
  if (reading.ok) return reading.target;
  const [first, ...more] = reading.problems;
  const problem = first === undefined ? "" : t(first.message);
  const text =
    more.length === 0
      ? problem
      : vscode.l10n.t(
          "{0} values of this enrollment are missing or wrong. The first: {1}",
          more.length + 1,
          problem,
        );
  throw new Notice(text, {
    label: vscode.l10n.t("Open Wizard"),
    command: commandIds.openWizard,
    argument: { enrollmentId: id },
  });
}

/** What must not be done now is no failure: it is told with its next move. */
export async function tellingWhatBlocks<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StepBlockedError) throw new Notice(`${t(error.message)} ${t(error.nextMove)}`);
    throw error;
  }
}
