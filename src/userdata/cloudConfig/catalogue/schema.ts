/**
 * The language of the catalogue: what a value of cloud-config may be, and words about it. It says what JSON Schema
 * (draft 4, as cloud-init uses it) can say and no more, so that the JSON schema can be derived from it
 * (`../jsonSchema.ts`) and the validator (`../validation/validate.ts`) can walk it directly.
 */

export type TypeName = "string" | "boolean" | "integer" | "number" | "array" | "object" | "null";

/** A value that can be written in the catalogue, as an allowed value or as a default. */
export type Literal = string | number | boolean | null | readonly Literal[];

export interface Deprecation {
  /** The cloud-init release that deprecated it. */
  readonly since: string;
  /** The key that takes the same value. */
  readonly key?: string;
  /** The value that means the same, as YAML. */
  readonly value?: string;
  /** More than a replacement can say. */
  readonly note?: string;
}

/** Names that follow a pattern, such as the file names under `apt.sources`. */
export interface NamedBy {
  /** What the name is, for completion and hover: `file name`. */
  readonly label: string;
  /** A regular expression, searched for as Python's `re.search` does. */
  readonly pattern: string;
  readonly schema: Schema;
}

/** Everything is optional; what is not said is allowed. Each part speaks only about values of its own type. */
export interface Schema {
  readonly types?: readonly TypeName[];
  readonly values?: readonly Literal[];

  // texts and numbers
  readonly pattern?: string;
  /** Only `date` is checked, as in cloud-init; the others are told to the reader. */
  readonly format?: "date" | "uri" | "hostname";
  readonly minimum?: number;

  // lists
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;

  // mappings
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly namedBy?: readonly NamedBy[];
  /** What other keys may hold; `false` forbids them. */
  readonly others?: Schema | false;
  readonly required?: readonly string[];
  readonly minProperties?: number;

  // together
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  /** Refuses a value that has all of these keys. */
  readonly notTogether?: readonly string[];

  // words
  readonly doc?: string;
  readonly example?: string;
  readonly default?: Literal;
  readonly deprecated?: Deprecation;
}

/** One top-level key of cloud-config. */
export interface TopLevelKey {
  readonly schema: Schema;
  /** The module of cloud-init that reads it, without `cc_`; undefined for keys that no single module reads. */
  readonly module?: string;
}

export type Family = Readonly<Record<string, TopLevelKey>>;
