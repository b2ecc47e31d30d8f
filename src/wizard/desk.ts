import type { Assessment } from "../enrollment/assessment";
import type { Enrollment } from "../enrollment/record";
import type { StepNumber } from "../enrollment/stepNumber";

/** What an enrollment is busy with now. Times are ISO 8601. */
export type DeskActivity =
  | { readonly kind: "checking"; readonly since: string }
  | {
      readonly kind: "running";
      readonly step: StepNumber;
      readonly since: string;
      readonly doing?: string;
      readonly operationId?: string;
      readonly detail?: string;
    }
  | { readonly kind: "watching"; readonly since: string };

/** One enrollment as the desk knows it. */
export interface DeskState {
  readonly enrollment: Enrollment;
  readonly assessment?: Assessment;
  readonly checkedAt?: string;
  readonly activity?: DeskActivity;
  readonly trouble?: {
    readonly step?: StepNumber;
    readonly cause: string;
    readonly nextMove: string;
    readonly correlationId?: string;
  };
}

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
