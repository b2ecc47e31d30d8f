import type { StepNumber } from "../../enrollment/steps/stepNumber";

/** What VS Code holds of the "Enrollments" view. A node only names what it shows. */
export type EnrollmentNode =
  | { readonly kind: "enrollment"; readonly enrollmentId: string }
  | { readonly kind: "enrollmentStep"; readonly enrollmentId: string; readonly step: StepNumber }
  /** A record that cannot be used. */
  | { readonly kind: "unreadable"; readonly file: string; readonly problem: string };

/** VS Code hands a command whatever was clicked; a key binding or another extension can hand it anything. */
export function isEnrollmentNode(
  value: unknown,
): value is Extract<EnrollmentNode, { readonly enrollmentId: string }> {
  if (typeof value !== "object" || value === null) return false;
  if (!("kind" in value) || (value.kind !== "enrollment" && value.kind !== "enrollmentStep")) return false;
  return "enrollmentId" in value && typeof value.enrollmentId === "string";
}
