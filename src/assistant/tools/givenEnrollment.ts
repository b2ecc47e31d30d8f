import { enrollmentName, type Enrollment } from "../../enrollment/record/record";
import { readRecord } from "../../enrollment/record/recordFile";
import { ToolInputError, type ToolInput, type ToolContext } from "../tool";

/** The enrollment whose `record` is given, or that is kept under the name or id in `enrollment`. Throws `ToolInputError`. */
export async function givenEnrollment(input: ToolInput, context: ToolContext): Promise<Enrollment> {
  const record = input.any("record");
  if (record !== undefined) {
    const reading = await readRecord(JSON.stringify(record));
    if (reading.ok) return reading.enrollment;
    throw new ToolInputError(`“record” cannot be read. ${reading.problem}`);
  }
  const wanted = input.text("enrollment")?.toLowerCase();
  const kept = context.enrollments();
  const [found, ...more] = kept.filter(
    (one) => wanted === undefined || one.id === wanted || enrollmentName(one).toLowerCase() === wanted,
  );
  if (found !== undefined && more.length === 0) return found;
  const known = kept.map((one) => `${enrollmentName(one)} (${one.id})`).join(", ");
  const problem =
    found === undefined
      ? "This enrollment does not exist here."
      : "Several enrollments match: specify the ID.";
  throw new ToolInputError(
    known === "" ? "No enrollment is stored here: specify its record." : `${problem} Known: ${known}.`,
  );
}
