import type { Enrollment } from "../../enrollment/record/record";
import type { StepNumber } from "../../enrollment/steps/stepNumber";
import type { EnrollmentState } from "./enrollmentState";

/** One enrollment as the desk knows it. */
export type DeskState = EnrollmentState;

/** What the wizard needs of the enrollment desk, which does the work and outlives every page. */
export interface WizardDesk {
  readonly get: (id: string) => DeskState | undefined;
  readonly update: (id: string, change: (enrollment: Enrollment) => Enrollment) => Promise<void>;
  readonly check: (id: string) => Promise<void>;
  readonly run: (id: string, what: StepNumber | "remaining" | "watch") => Promise<void>;
  readonly stop: (id: string) => void;
  /** The listener hears of every change, with the enrollment's id, or none when all may have changed. */
  readonly onDidChange: (listener: (id: string | undefined) => void) => { dispose(): void };
}
