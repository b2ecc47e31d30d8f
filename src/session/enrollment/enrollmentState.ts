import type { Assessment } from "../../enrollment/evidence/assessment";
import type { Enrollment } from "../../enrollment/record/record";
import type { StepNumber } from "../../enrollment/steps/stepNumber";

/** What this window does for an enrollment now. `since` is ISO 8601. */
export type EnrollmentActivity =
  | { readonly kind: "checking"; readonly since: string }
  | {
      readonly kind: "running";
      readonly step: StepNumber;
      readonly since: string;
      /** The action, as a line. */
      readonly doing?: string;
      /** Of a long operation, as it stands under "Operations". */
      readonly operationId?: string;
      /** Azure's own word, and its progress. */
      readonly detail?: string;
    }
  | { readonly kind: "watching"; readonly since: string };

/** Why the last run or check did not succeed. */
export interface EnrollmentFailure {
  readonly step?: StepNumber;
  readonly cause: string;
  readonly nextMove: string;
  readonly correlationId?: string;
}

/** One enrollment as this window knows it. */
export interface EnrollmentState {
  readonly enrollment: Enrollment;
  /** Absent until Azure was asked in this window. */
  readonly assessment?: Assessment;
  /** ISO 8601: when Azure was asked. */
  readonly checkedAt?: string;
  readonly activity?: EnrollmentActivity;
  readonly failure?: EnrollmentFailure;
}

/** What the wizard needs of the enrollment service, which does the work and outlives every page. */
export interface WizardService {
  readonly get: (id: string) => EnrollmentState | undefined;
  readonly update: (id: string, change: (enrollment: Enrollment) => Enrollment) => Promise<void>;
  readonly check: (id: string) => Promise<void>;
  readonly run: (id: string, what: StepNumber | "remaining" | "watch") => Promise<void>;
  readonly stop: (id: string) => void;
  /** The listener hears of every change, with the enrollment's id, or none when all may have changed. */
  readonly onDidChange: (listener: (id: string | undefined) => void) => { dispose(): void };
}
