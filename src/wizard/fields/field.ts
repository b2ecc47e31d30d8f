import type { Choice } from "../../protocol";
import type { Enrollment } from "../../enrollment/record/record";
import type { ChoiceKind } from "../../session/listing/choices";
import type { Translate } from "../../l10n/translate";

/** One value of an enrollment as a form shows it. */
export interface FieldRule {
  /** Name in the record: of the target, or of the VM's choices (`vm.cpuCores`). */
  readonly id: string;
  /** The page that asks for it; 0 is the one before the first step. */
  readonly page: number;
  readonly kind: "text" | "number" | "lines" | "choice" | "radio";
  readonly required: boolean;
  readonly label: (t: Translate) => string;
  readonly hint?: (t: Translate, enrollment: Enrollment) => string;
  readonly options?: (t: Translate) => readonly Choice[];
  readonly choices?: ChoiceKind;
  /** Absent: always asked. */
  readonly asked?: (enrollment: Enrollment) => boolean;
  readonly read: (enrollment: Enrollment) => string;
  /** The record with the value; `undefined` when no record can hold this text. */
  readonly write: (enrollment: Enrollment, text: string) => Enrollment | undefined;
  /** Why the text does not hold, as a sentence. An empty text is not asked about. */
  readonly problem: (enrollment: Enrollment, text: string, t: Translate) => string | undefined;
}
