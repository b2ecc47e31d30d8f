import type { Enrollment } from "../../enrollment/record";
import { StepBlockedError } from "../../enrollment/steps/step";
import { readTarget, type EnrollmentTarget } from "../../enrollment/target";
import { t } from "../../l10n";
import { Notice } from "../command";

/** The target of a record that is complete enough to work with; else a notice says what is missing or wrong. */
export function completeTarget({ target }: Enrollment): EnrollmentTarget {
  const reading = readTarget(target);
  if (reading.ok) return reading.target;
  throw new Notice(reading.problems.map(({ message }) => t(message)).join(" "));
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
