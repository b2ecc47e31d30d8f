/**
 * Reading of JSON that came from outside. Nothing here throws: a field that is missing or has another type than
 * expected reads as `undefined`, and an enum value that nobody knew stays the string that it is.
 */

/** A JSON object whose fields are not known to have any type. */
export type Json = Readonly<Record<string, unknown>>;

/** A set of known values that Azure may extend at any time. Keeps completion in editors. */
export type OpenEnum<Known extends string> = Known | (string & Record<never, never>);

const nothing: Json = {};

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object itself, or an empty one for anything that is no object. */
export function readObject(value: unknown): Json {
  return isJson(value) ? value : nothing;
}

/** The object itself, or `undefined`: where absence has a meaning of its own. */
export function readOptionalObject(value: unknown): Json | undefined {
  return isJson(value) ? value : undefined;
}

export function readString(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** A finite number; also one that was sent as a decimal string, as ARM does now and then. */
export function readNumber(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string" || !/^-?\d+(\.\d+)?$/.test(value)) return undefined;
  return Number(value);
}

/** A boolean; also NetworkCloud's `"True"` and `"False"`. */
export function readBoolean(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (value === "True") return true;
  return value === "False" ? false : undefined;
}

/** The array's items; an empty array for anything else. */
export function readArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

export function readObjects(value: unknown): readonly Json[] {
  return readArray(value).filter(isJson);
}

export function readStrings(value: unknown): readonly string[] {
  return readArray(value).filter((item) => typeof item === "string");
}

/** The fields of an object that are strings, for tags. */
export function readStringMap(value: unknown): Readonly<Record<string, string>> {
  const strings = Object.entries(readObject(value)).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return Object.fromEntries(strings);
}
