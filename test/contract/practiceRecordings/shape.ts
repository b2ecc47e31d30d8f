import { isList, isObject, textAt, type Json, type JsonObject } from "../../../src/practice/state/json";

/** How exactly two bodies must agree. */
export interface ShapeRules {
  /**
   * Members that may be missing on one side, by their path (`properties.clusterId`, list items as `[]`).
   * Where both sides have them, they must agree.
   */
  mayMiss(path: string): boolean;
  /** Whether the value at this path says what was asked for, or how far things are: then it must be the recorded one. */
  isExact(path: string): boolean;
}

/** Objects whose member names are the user's: only what the members hold must agree. */
const freeForm = /(^|\.)(tags|userAssignedIdentities)$/;

/** What is different between a recorded body and ours, one line each; none when the shapes are the same. */
export function differences(
  recorded: Json | undefined,
  ours: Json | undefined,
  rules: ShapeRules,
  path = "",
): readonly string[] {
  if (kindOf(recorded) !== kindOf(ours))
    return [`${path || "body"}: recorded ${kindOf(recorded)}, ours ${kindOf(ours)}`];
  if (isObject(recorded) && isObject(ours))
    return freeForm.test(path)
      ? compareFree(recorded, ours, rules, path)
      : compareMembers(recorded, ours, rules, path);
  if (isList(recorded) && isList(ours)) return compareLists(recorded, ours, rules, path);
  if (rules.isExact(path) && !sameValue(path, recorded, ours) && recorded !== "REDACTED")
    return [`${path}: recorded ${JSON.stringify(recorded)}, ours ${JSON.stringify(ours)}`];
  return [];
}

function compareMembers(
  recorded: JsonObject,
  ours: JsonObject,
  rules: ShapeRules,
  path: string,
): readonly string[] {
  const names = new Set([...Object.keys(recorded), ...Object.keys(ours)]);
  return [...names].flatMap((name) => {
    const here = path === "" ? name : `${path}.${name}`;
    const missing = !Object.hasOwn(recorded, name)
      ? "ours only"
      : !Object.hasOwn(ours, name)
        ? "recorded only"
        : undefined;
    if (missing === undefined) return differences(recorded[name], ours[name], rules, here);
    return rules.mayMiss(here) ? [] : [`${here}: ${missing}`];
  });
}

function compareFree(
  recorded: JsonObject,
  ours: JsonObject,
  rules: ShapeRules,
  path: string,
): readonly string[] {
  const [theirs] = Object.values(recorded);
  return theirs === undefined
    ? []
    : Object.values(ours).flatMap((value) => differences(theirs, value, rules, `${path}[]`));
}

/** Lists of resources are matched by id; of other lists, each of our items must look like some recorded one. */
function compareLists(
  recorded: readonly Json[],
  ours: readonly Json[],
  rules: ShapeRules,
  path: string,
): readonly string[] {
  const item = `${path}[]`;
  if (recorded.length === 0 && ours.length === 0) return [];
  if (recorded.length === 0 || ours.length === 0)
    return [`${path}: recorded ${String(recorded.length)} items, ours ${String(ours.length)}`];
  if (recorded.every((entry) => textAt(entry, "id") !== undefined)) {
    return recorded.flatMap((entry) => {
      const twin = ours.find(
        (other) => textAt(other, "id")?.toLowerCase() === textAt(entry, "id")?.toLowerCase(),
      );
      return twin === undefined
        ? [`${path}: ${textAt(entry, "id") ?? ""} is missing`]
        : differences(entry, twin, rules, item);
    });
  }
  return ours.flatMap((entry) => {
    const attempts = recorded.map((other) => differences(other, entry, rules, item));
    return attempts.some((attempt) => attempt.length === 0) ? [] : (attempts[0] ?? []);
  });
}

/** ARM ids are the same whatever their case. */
function sameValue(path: string, recorded: Json | undefined, ours: Json | undefined): boolean {
  const isId =
    /(^|\.)(id|resourceId)$/.test(path) && typeof recorded === "string" && typeof ours === "string";
  return isId ? recorded.toLowerCase() === ours.toLowerCase() : recorded === ours;
}

function kindOf(value: Json | undefined): string {
  if (value === null || value === undefined) return "nothing";
  return isList(value) ? "list" : typeof value;
}
