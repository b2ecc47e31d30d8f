import type { YamlMember } from "../../yaml/members";
import type { Literal, NamedBy, Schema, TypeName } from "../catalogue/schema";
import type { Location } from "../location";

/** What is wrong with a value, before it is put into words. */
export type Problem = { readonly at: Location; readonly schema: Schema } & Complaint;

export type Complaint =
  | { readonly kind: "type"; readonly types: readonly TypeName[] }
  | { readonly kind: "values"; readonly values: readonly Literal[] }
  | { readonly kind: "pattern"; readonly pattern: string }
  | { readonly kind: "date" }
  | { readonly kind: "minimum"; readonly minimum: number }
  | { readonly kind: "too-few"; readonly least: number; readonly of: "items" | "keys" }
  | { readonly kind: "too-many"; readonly most: number }
  | { readonly kind: "twice"; readonly index: number; readonly first: number }
  | {
      readonly kind: "unknown-key";
      readonly member: YamlMember;
      readonly known: readonly string[];
      readonly namedBy: readonly NamedBy[];
    }
  | { readonly kind: "missing-key"; readonly key: string }
  | { readonly kind: "together"; readonly keys: readonly string[] }
  /** None of the forms fits; each with its own problems. */
  | { readonly kind: "no-form"; readonly forms: readonly (readonly Problem[])[] }
  /** More than one form fits where exactly one must. */
  | { readonly kind: "several-forms"; readonly forms: readonly Schema[] };

/** Something that works and should not be written any more. */
export interface OutdatedUse {
  readonly at: Location;
  readonly schema: Schema;
}
