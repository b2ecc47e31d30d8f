import { textAt } from "../state/json";
import { badRequest } from "./refusal";
import { groupOf, type Resource } from "../state/resource";

type Matcher = (resource: Resource) => boolean;

/** `name eq 'x'`, `name ne 'x'`, `substringof('x', name)`; a quotation mark inside is doubled. */
const condition =
  /^\s*(?:(\w+) +(eq|ne) +'((?:[^']|'')*)'|substringof\('((?:[^']|'')*)', *(\w+)\))\s*(?:and\s|$)/i;

/**
 * The `$filter` of Resources - List and Resource Groups - List (learn.microsoft.com): conditions joined by `and`. `known` are the
 * members that may be asked for, in lower case. Throws ARM's refusal for everything else, so that nothing is filtered by half.
 */
export function resourceFilter(text: string | null, known: readonly string[]): Matcher {
  const conditions = conditionsOf(text?.trim() ?? "");
  if (conditions === undefined || conditions.some(({ member }) => !known.includes(member)))
    throw badRequest(
      "InvalidFilterInQueryString",
      `Invalid $filter '${text ?? ""}' specified in the query string.`,
    );
  // The value of a tag is that of the tag which is named beside it.
  const tag = conditions.find(({ member }) => member === "tagname")?.wanted;
  return (resource) =>
    conditions.every(({ member, how, wanted }) => {
      const values = valuesOf(resource, member, tag).map((value) => value.toLowerCase());
      const found = values.some((value) => (how === "part" ? value.includes(wanted) : value === wanted));
      return found !== (how === "ne");
    });
}

interface Condition {
  readonly member: string;
  readonly how: "eq" | "ne" | "part";
  readonly wanted: string;
}

function conditionsOf(text: string): readonly Condition[] | undefined {
  const conditions: Condition[] = [];
  for (let rest = text; rest !== "";) {
    const found = condition.exec(rest);
    if (found === null) return undefined;
    const [whole, member, how, value, part, within] = found;
    conditions.push({
      member: (member ?? within ?? "").toLowerCase(),
      how: part !== undefined ? "part" : how?.toLowerCase() === "ne" ? "ne" : "eq",
      wanted: (value ?? part ?? "").replaceAll("''", "'").toLowerCase(),
    });
    rest = rest.slice(whole.length);
  }
  return conditions;
}

export const resourceMembers = [
  "resourcetype",
  "name",
  "location",
  "resourcegroup",
  "kind",
  "tagname",
  "tagvalue",
];
export const groupMembers = ["tagname", "tagvalue"];

function valuesOf(resource: Resource, member: string, tag: string | undefined): readonly string[] {
  switch (member) {
    case "resourcetype":
      return [resource.type];
    case "name":
      return [resource.name];
    case "location":
      return [resource.location ?? ""];
    case "resourcegroup":
      return [groupOf(resource.id)];
    case "kind":
      return [resource.kind ?? ""];
    case "tagname":
      return Object.keys(resource.tags ?? {});
    default:
      return Object.keys(resource.tags ?? {})
        .filter((name) => tag === undefined || name.toLowerCase() === tag)
        .map((name) => textAt(resource.tags, name) ?? "");
  }
}
