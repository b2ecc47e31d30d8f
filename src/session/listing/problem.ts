import type { ArmError } from "../../arm/errors";

/** A part of the list that could not be read: shown as a row of its own, so that a failure never looks like an empty list. */
export interface ListProblem {
  /** Stable for the same failing part, so that its row is not painted again. */
  readonly id: string;
  /** What could not be read: a tenant, a subscription, a machine. */
  readonly what: string;
  readonly error: ArmError;
}
