/** What `Shape` answers to a value that it does not take. */
export const refused = Symbol("refused");

/** Reads a value from the other side: what it takes comes back as its own copy, without fields that it does not know. Never throws. */
export type Shape<T> = (value: unknown) => T | typeof refused;

/** What a shape reads. */
export type Of<S> = S extends Shape<infer T> ? T : never;

type Shapes = Readonly<Record<string, Shape<unknown>>>;
type Needed<All extends Shapes> = { readonly [Name in keyof All]: Of<All[Name]> };
type Optional<All extends Shapes> = { readonly [Name in keyof All]?: Of<All[Name]> };

/** A text of at most `longest` UTF-16 units. */
export function text(longest = 4_000): Shape<string> {
  return (value) => (typeof value === "string" && value.length <= longest ? value : refused);
}

/** A whole number from `min` to `max`. */
export function whole(min: number, max: number): Shape<number> {
  return (value) =>
    typeof value === "number" && Number.isInteger(value) && value >= min && value <= max ? value : refused;
}

export const flag: Shape<boolean> = (value) => (typeof value === "boolean" ? value : refused);

/** No value: `null` is what a message can carry for it. */
export const nothing: Shape<null> = (value) => (value === null ? null : refused);

/** One of these, and nothing that merely equals one. */
export function oneOf<const Choice extends string | number>(...choices: readonly Choice[]): Shape<Choice> {
  return (value) => choices.find((choice) => choice === value) ?? refused;
}

/** A list of at most `longest`; one bad item refuses it whole. */
export function listOf<T>(item: Shape<T>, longest = 1_000): Shape<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value) || value.length > longest) return refused;
    const items: T[] = [];
    for (const each of value as readonly unknown[]) {
      const read = item(each);
      if (read === refused) return refused;
      items.push(read);
    }
    return items;
  };
}

/** An object with these fields of its own; a bad field refuses it whole, a strange one is left out. */
export function object<Required extends Shapes>(required: Required): Shape<Needed<Required>>;
export function object<Required extends Shapes, More extends Shapes>(
  required: Required,
  optional: More,
): Shape<Needed<Required> & Optional<More>>;
export function object(required: Shapes, optional: Shapes = {}): Shape<unknown> {
  const every = [
    ...Object.entries(required).map(([name, shape]) => ({ name, shape, needed: true })),
    ...Object.entries(optional).map(([name, shape]) => ({ name, shape, needed: false })),
  ];
  return (value) => {
    if (typeof value !== "object" || value === null) return refused;
    const own = new Map<string, unknown>(Object.entries(value));
    const fields: [string, unknown][] = [];
    for (const { name, shape, needed } of every) {
      const given = own.get(name);
      if (given === undefined && !needed) continue;
      const read = shape(given);
      if (read === refused) return refused;
      fields.push([name, read]);
    }
    return Object.fromEntries(fields);
  };
}

/** An object whose every value has one shape, under names of at most `longest` characters. */
export function recordOf<T>(item: Shape<T>, most = 1_000, longest = 200): Shape<Readonly<Record<string, T>>> {
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return refused;
    const entries: [string, T][] = [];
    for (const [name, each] of Object.entries(value)) {
      const read = item(each);
      if (read === refused || name.length > longest || entries.length >= most) return refused;
      entries.push([name, read]);
    }
    return Object.fromEntries(entries);
  };
}
