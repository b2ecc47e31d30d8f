import { toArmError } from "../../arm/errors";
import { StepBlockedError } from "../../enrollment/steps/step";
import { say } from "../../l10n/sentence";
import type { EnrollmentActivity, EnrollmentFailure } from "./enrollmentState";

export const runsElsewhere = say`Another window is running steps of this enrollment.`;

/** Why this window may run nothing now. */
export function elsewhere(): StepBlockedError {
  return new StepBlockedError(runsElsewhere, say`Wait until that window has finished.`);
}

/** Why nothing else can be run now. */
export function busy(activity: EnrollmentActivity | undefined): StepBlockedError {
  const what = activity?.kind === "running" ? say`Step ${activity.step}` : say`This enrollment`;
  return new StepBlockedError(
    say`${what} is already running.`,
    say`Wait until it has finished, or stop watching it.`,
  );
}

/** An error as the enrollment shows it. */
export function failureOf(error: unknown): EnrollmentFailure {
  if (error instanceof StepBlockedError) return { cause: error.message, nextMove: error.nextMove };
  const { causeText, nextMove, correlationId } = toArmError(error);
  return { cause: causeText, nextMove, ...(correlationId !== undefined && { correlationId }) };
}
