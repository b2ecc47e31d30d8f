import type { Field } from "../../protocol";
import type { Enrollment } from "../../enrollment/record/record";
import { choicesFrom, type Offer } from "../../session/listing/choices";
import type { FieldRule } from "./field";
import { isRunning, type WizardContext } from "../model/wizardContext";
import { targetFields } from "./targetFields";
import { vmFields } from "./vmFields";

const allFields: readonly FieldRule[] = [...targetFields, ...vmFields];

/** The rule of a field that is asked for now; `undefined` for a name that no page asks for. */
export function fieldRule(id: string, enrollment: Enrollment): FieldRule | undefined {
  return fieldsOf(enrollment).find((field) => field.id === id);
}

function fieldsOf(enrollment: Enrollment): readonly FieldRule[] {
  return allFields.filter(({ asked }) => asked?.(enrollment) ?? true);
}

/** What the form shows for a field: the draft, where there is one. */
export function shownValue({ enrollments, wizardState }: WizardContext, { id, read }: FieldRule): string {
  return wizardState.drafts[id] ?? read(enrollments.enrollment);
}

/** The form of a page. */
export function formOf(context: WizardContext, page: number): Field[] {
  return fieldsOf(context.enrollments.enrollment)
    .filter((field) => field.page === page)
    .map((field) => shown(context, field));
}

/** Labels of the fields that keep a page's step from being run: missing, or wrong. */
export function openFields(context: WizardContext, page: number): string[] {
  const { enrollments, t } = context;
  const pages = page === 3 ? [0, 1, 3] : page === 0 ? [0] : [0, 1, page];
  return fieldsOf(enrollments.enrollment).flatMap((field) => {
    if (!pages.includes(field.page)) return [];
    const value = shownValue(context, field);
    const isOpen =
      value === "" ? field.required : field.problem(enrollments.enrollment, value, t) !== undefined;
    return isOpen ? [field.label(t)] : [];
  });
}

function shown(context: WizardContext, field: FieldRule): Field {
  const { enrollments, t } = context;
  const { enrollment } = enrollments;
  const value = shownValue(context, field);
  const problem = value === "" ? undefined : field.problem(enrollment, value, t);
  const from = field.choices === undefined ? undefined : choicesFrom(field.choices, enrollment);
  return {
    id: field.id,
    label: field.label(t),
    kind: field.kind,
    value,
    required: field.required,
    ...(field.hint !== undefined && { hint: field.hint(t, enrollment) }),
    ...(problem !== undefined && { problem }),
    ...(field.options !== undefined && { options: field.options(t) }),
    ...(from !== undefined && { choicesFrom: from }),
    ...(isRunning(context) && { locked: t("Locked while a step is running.") }),
  };
}

/** The record after a field was set; a choice brings along what it implies where nothing else was chosen. */
export function applyField(
  enrollment: Enrollment,
  rule: FieldRule,
  value: string,
  offer: Offer | undefined,
): Enrollment | undefined {
  const written = rule.write(enrollment, value);
  if (written === undefined || offer?.implies === undefined) return written;
  const { target, vm } = offer.implies;
  return { ...written, target: { ...written.target, ...target }, vm: { ...written.vm, ...vm } };
}
