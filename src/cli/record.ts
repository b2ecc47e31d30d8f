import type { Enrollment } from "../enrollment/record/record";
import { readTarget, type EnrollmentTarget } from "../enrollment/target/target";
import { UsageError, type Io } from "./command";
import { readInput } from "./input";

export interface ReadEnrollment {
  readonly enrollment: Enrollment;
  readonly target: EnrollmentTarget;
}

/** Reads `--record FILE|-`. Throws `UsageError` when it is missing, no record, or its target is not complete. */
export async function readEnrollment(file: string | undefined, io: Io): Promise<ReadEnrollment> {
  if (file === undefined)
    throw new UsageError("specify the enrollment with --record FILE (or - for standard input).");
  const text = (await readInput(file, io)).toString("utf8");
  const { readRecord } = await import("../enrollment/record/recordFile");
  const reading = await readRecord(text);
  if (!reading.ok) throw new UsageError(`${file}: ${reading.problem}`);
  const target = readTarget(reading.enrollment.target);
  if (!target.ok) throw new UsageError(`${file}: ${target.problems.map(({ message }) => message).join(" ")}`);
  return { enrollment: reading.enrollment, target: target.target };
}
