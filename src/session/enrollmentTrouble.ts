import { toArmError } from "../arm/errors";
import { StepBlockedError } from "../enrollment/steps/step";
import type { EnrollmentActivity, EnrollmentTrouble } from "./enrollmentState";

export const runsElsewhere = "Another window runs steps of this enrollment.";

/** Why nothing else can be run now. */
export function busy(activity: EnrollmentActivity | undefined): StepBlockedError {
  const what = activity?.kind === "running" ? `Step ${activity.step}` : "This enrollment";
  return new StepBlockedError(
    `${what} is being run already.`,
    "Wait until it has finished, or stop watching it.",
  );
}

/** An error as the enrollment shows it. */
export function troubleOf(error: unknown): EnrollmentTrouble {
  if (error instanceof StepBlockedError) return { cause: error.message, nextMove: error.nextMove };
  const { causeText, nextMove, correlationId } = toArmError(error);
  return { cause: causeText, nextMove, ...(correlationId !== undefined && { correlationId }) };
}
