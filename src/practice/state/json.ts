/** What a JSON text can hold. Values are never changed in place: a change is a new value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The member `key` when `value` is an object that has it as an own member. */
export function member(value: unknown, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Follows the keys from `value`; undefined where the way ends. */
export function at(value: unknown, first: string, ...rest: readonly string[]): Json | undefined {
  let here = member(value, first);
  for (const key of rest) here = member(here, key);
  return here;
}

/** The text at the end of the keys; undefined when there is none or it is no text. */
export function textAt(value: unknown, first: string, ...rest: readonly string[]): string | undefined {
  const found = at(value, first, ...rest);
  return typeof found === "string" ? found : undefined;
}

export function objectAt(value: unknown, first: string, ...rest: readonly string[]): JsonObject {
  const found = at(value, first, ...rest);
  return isObject(found) ? found : {};
}

export function listAt(value: unknown, first: string, ...rest: readonly string[]): readonly Json[] {
  const found = at(value, first, ...rest);
  return isList(found) ? found : [];
}

/** `Array.isArray` for read-only lists. */
export function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** RFC 7396 JSON merge patch: objects merge, null removes, everything else replaces. */
export function mergePatch(target: Json | undefined, patch: Json | undefined): Json | undefined {
  if (!isObject(patch)) return patch;
  const merged: Record<string, Json | undefined> = { ...(isObject(target) ? target : {}) };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(merged, key);
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}

/** Reads a JSON text. Throws `SyntaxError`. */
export function parseJson(text: string): Json {
  const value: unknown = JSON.parse(text);
  if (!isJson(value)) throw new SyntaxError("no JSON value");
  return value;
}

/** `JSON.parse` makes nothing else than JSON values. */
function isJson(value: unknown): value is Json {
  return value !== undefined;
}

/** The object without some of its members. */
export function without(value: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}
