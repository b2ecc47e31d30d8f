import type { ArmClient } from "../../arm/client";
import type { Clock } from "../../arm/clock";
import type { Operations } from "../../arm/operations/operation";
import type { Enrollment } from "../../enrollment/record/record";
import type { EnrollmentFiles } from "./enrollmentFiles";
import type { EnrollmentKeys } from "./enrollmentKeys";

/** What the work for one enrollment is done with. */
export interface TaskContext {
  readonly client: ArmClient;
  readonly operations: Operations;
  readonly files: EnrollmentFiles;
  readonly keys: EnrollmentKeys;
  readonly clock: Clock;
  readonly log: (line: string, cause?: unknown) => void;
  /** Changes the record on the disk and gives it back. */
  readonly change: (change: (enrollment: Enrollment) => Enrollment) => Promise<Enrollment>;
  readonly changed: () => void;
}
