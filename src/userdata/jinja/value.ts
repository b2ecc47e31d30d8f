import type { Missing } from "./uses";

/** What is known of the value of an expression. */
export type Value =
  | { readonly kind: "known" | "v1" | "false" }
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "missing"; readonly missing: Missing }
  /** A text that holds the name of a missing variable. */
  | { readonly kind: "text"; readonly missing: Missing };

/** A value that only the VM knows. */
export const known: Value = { kind: "known" };
export const falsehood: Value = { kind: "false" };

/** Two values one after the other, as text. */
export function shown(left: Value, right: Value): Value {
  for (const side of [left, right])
    if (side.kind === "missing" || side.kind === "text") return { kind: "text", missing: side.missing };
  return known;
}

/** Whether it is false for certain: a missing variable is. */
export function isFalse({ kind }: Value): boolean {
  return kind === "missing" || kind === "false";
}
