/** Short names for the catalogue's entries: one call a value, its words first. */
import type { Deprecation, Family, Literal, NamedBy, Schema, TypeName } from "./schema";

type Extra = Omit<Schema, "types" | "doc">;

export function text(doc: string, extra: Extra = {}): Schema {
  return { types: ["string"], doc, ...extra };
}

export function flag(doc: string, extra: Extra | boolean = {}): Schema {
  return { types: ["boolean"], doc, ...(typeof extra === "boolean" ? { default: extra } : extra) };
}

export function whole(doc: string, extra: Extra = {}): Schema {
  return { types: ["integer"], doc, ...extra };
}

export function amount(doc: string, extra: Extra = {}): Schema {
  return { types: ["number"], doc, ...extra };
}

/** One of some texts. */
export function word(values: readonly string[], doc: string, extra: Extra = {}): Schema {
  return { types: ["string"], values, doc, ...extra };
}

/** One of some values of any type. */
export function literal(values: readonly Literal[], doc?: string, extra: Extra = {}): Schema {
  return { values, ...(doc === undefined ? {} : { doc }), ...extra };
}

export function list(items: Schema, doc: string, extra: Extra = {}): Schema {
  return { types: ["array"], items, doc, ...extra };
}

export function texts(doc: string, extra: Extra = {}): Schema {
  return list({ types: ["string"] }, doc, extra);
}

/** A mapping with these keys and no others, unless `extra` allows them. */
export function map(properties: Readonly<Record<string, Schema>>, doc: string, extra: Extra = {}): Schema {
  return { types: ["object"], properties, others: false, doc, ...extra };
}

/** A mapping with any keys. */
export function anything(doc: string, extra: Extra = {}): Schema {
  return { types: ["object"], doc, ...extra };
}

/** A mapping whose keys follow a pattern. */
export function named(by: NamedBy, doc: string, extra: Extra = {}): Schema {
  return { types: ["object"], namedBy: [by], others: false, doc, ...extra };
}

/** Exactly one of the forms must fit. */
export function oneOf(forms: readonly Schema[], doc: string, extra: Extra = {}): Schema {
  return { oneOf: forms, doc, ...extra };
}

export function of(...types: readonly TypeName[]): Schema {
  return { types };
}

/** The same value under its old name. */
export function renamed(schema: Schema, since: string, key: string): Schema {
  return { ...schema, deprecated: { since, key } };
}

export function outdated(schema: Schema, deprecated: Deprecation): Schema {
  return { ...schema, deprecated };
}

/** Top-level keys that one module reads. */
export function module(name: string | undefined, keys: Readonly<Record<string, Schema>>): Family {
  return Object.fromEntries(
    Object.entries(keys).map(([key, schema]) => [
      key,
      name === undefined ? { schema } : { schema, module: name },
    ]),
  );
}

/** Any name of at least one character. */
export const anyName = "^.+$";
