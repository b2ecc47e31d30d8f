import type { Missing } from "./uses";

/** What is known of the value of an expression. */
export type Value =
  | { readonly kind: "known" | "v1" }
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "missing"; readonly missing: Missing }
  /** A text that holds the name of a missing variable. */
  | { readonly kind: "text"; readonly missing: Missing };

/** A value that only the VM knows. */
export const known: Value = { kind: "known" };

/** Two values one after the other, as text. */
export function shown(left: Value, right: Value): Value {
  for (const side of [left, right])
    if (side.kind === "missing" || side.kind === "text") return { kind: "text", missing: side.missing };
  return known;
}
