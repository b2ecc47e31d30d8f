/**
 * Holds a document against the catalogue. It accepts and refuses what cloud-init's validator does (draft 4 of JSON
 * Schema in Python, with cloud-init's own reading of `oneOf` and of deprecated forms), on the nodes of the document
 * rather than on plain data, so that every problem knows its place.
 */
import { memberOf, membersOf } from "../yaml/members";
import type { YamlNode } from "../yaml/nodes";
import type { Schema } from "./catalogue/schema";
import { itemLocation, memberLocation, rootLocation, type Location } from "./location";
import type { Complaint, OutdatedUse, Problem } from "./problem";
import { pythonPattern } from "./pythonPattern";
import { equals, identity, isOfType } from "./values";

export interface Verdict {
  readonly problems: readonly Problem[];
  readonly outdated: readonly OutdatedUse[];
}

/** Aliases can stand for more values than there is time for. */
export class TooMuchData extends Error {
  override readonly name = "TooMuchData";
}

const mostVisits = 400_000;

/** Throws `TooMuchData` where aliases multiply beyond reason. */
export function validate(root: YamlNode, schema: Schema): Verdict {
  return new Validation().check(rootLocation(root), schema);
}

class Validation {
  #visits = 0;

  check(at: Location, schema: Schema): Verdict {
    if (++this.#visits > mostVisits)
      throw new TooMuchData("The aliases of this document stand for too much data.");
    const result: Result = { problems: [], outdated: [] };
    if (schema.deprecated !== undefined) result.outdated.push({ at, schema });
    const { node } = at.item;
    const complain = (complaint: Complaint): void => {
      result.problems.push({ at, schema, ...complaint });
    };
    checkType(node, schema, complain);
    if (node.kind === "scalar") checkScalar(node, schema, complain);
    else if (node.kind === "sequence") this.#checkList(at, schema, complain, result);
    else if (isOfType(node, "object")) this.#checkMapping(at, schema, complain, result);
    this.#checkForms(at, schema, complain, result);
    return result;
  }

  #descend(at: Location, schema: Schema, result: Result): void {
    const { problems, outdated } = this.check(at, schema);
    result.problems.push(...problems);
    result.outdated.push(...outdated);
  }

  #checkList(at: Location, schema: Schema, complain: Complain, result: Result): void {
    const { node } = at.item;
    if (node.kind !== "sequence") return;
    const { items } = node;
    const { minItems = 0, maxItems = Infinity } = schema;
    if (items.length < minItems) complain({ kind: "too-few", least: minItems, of: "items" });
    if (items.length > maxItems) complain({ kind: "too-many", most: maxItems });
    if (schema.uniqueItems === true)
      checkUnique(
        node.items.map((item) => item.node),
        complain,
      );
    const each = schema.items;
    if (each === undefined) return;
    items.forEach((item, index) => {
      this.#descend(itemLocation(at, index, item), each, result);
    });
  }

  #checkMapping(at: Location, schema: Schema, complain: Complain, result: Result): void {
    const { node } = at.item;
    if (node.kind !== "mapping") return;
    const members = membersOf(node);
    if (members.length < (schema.minProperties ?? 0)) {
      complain({ kind: "too-few", least: schema.minProperties ?? 0, of: "keys" });
    }
    const has = (key: string): boolean => memberOf(node, key) !== undefined;
    for (const key of schema.required ?? []) if (!has(key)) complain({ kind: "missing-key", key });
    if (schema.notTogether?.every(has) === true) complain({ kind: "together", keys: schema.notTogether });
    const { properties = {}, namedBy = [], others } = schema;
    for (const member of members) {
      const own =
        member.named && Object.hasOwn(properties, member.name) ? properties[member.name] : undefined;
      const patterns = member.named
        ? namedBy.filter((by) => pythonPattern(by.pattern).test(member.name))
        : [];
      const schemas = [...(own === undefined ? [] : [own]), ...patterns.map((by) => by.schema)];
      if (schemas.length === 0 && others === false) {
        complain({ kind: "unknown-key", member, known: Object.keys(properties), namedBy });
      } else if (schemas.length === 0 && others !== undefined && others !== false) {
        schemas.push(others);
      }
      for (const each of schemas) this.#descend(memberLocation(at, member), each, result);
    }
  }

  #checkForms(at: Location, schema: Schema, complain: Complain, result: Result): void {
    for (const each of schema.allOf ?? []) this.#descend(at, each, result);
    if (schema.anyOf !== undefined) this.#checkAnyOf(at, schema.anyOf, complain, result);
    if (schema.oneOf !== undefined) this.#checkOneOf(at, schema.oneOf, complain, result);
  }

  #checkAnyOf(at: Location, forms: readonly Schema[], complain: Complain, result: Result): void {
    const refused: (readonly Problem[])[] = [];
    for (const form of forms) {
      const { problems, outdated } = this.check(at, form);
      if (problems.length === 0) {
        result.outdated.push(...outdated);
        return;
      }
      refused.push(problems);
    }
    complain({ kind: "no-form", forms: refused });
  }

  #checkOneOf(at: Location, forms: readonly Schema[], complain: Complain, result: Result): void {
    const verdicts = forms.map((form) => this.check(at, form));
    const fitting = forms.filter((_, index) => verdicts[index]?.problems.length === 0);
    if (fitting.length > 1) complain({ kind: "several-forms", forms: fitting });
    else if (fitting.length === 0)
      complain({ kind: "no-form", forms: verdicts.map(({ problems }) => problems) });
    else result.outdated.push(...(verdicts.find(({ problems }) => problems.length === 0)?.outdated ?? []));
  }
}

interface Result {
  readonly problems: Problem[];
  readonly outdated: OutdatedUse[];
}

type Complain = (complaint: Complaint) => void;

function checkType(node: YamlNode, schema: Schema, complain: Complain): void {
  const { types, values } = schema;
  if (types?.some((type) => isOfType(node, type)) === false) complain({ kind: "type", types });
  if (values?.some((value) => equals(node, value)) === false) complain({ kind: "values", values });
}

function checkScalar(node: YamlNode, schema: Schema, complain: Complain): void {
  if (node.kind !== "scalar") return;
  const { value } = node;
  if (value.type === "string") {
    const { pattern } = schema;
    if (pattern !== undefined && !pythonPattern(pattern).test(value.string))
      complain({ kind: "pattern", pattern });
    if (schema.format === "date" && !isDate(value.string)) complain({ kind: "date" });
  } else if (schema.minimum !== undefined) {
    const below =
      (value.type === "integer" && value.integer < BigInt(schema.minimum)) ||
      (value.type === "float" && value.float < schema.minimum);
    if (below) complain({ kind: "minimum", minimum: schema.minimum });
  }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith("0000")) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function checkUnique(nodes: readonly YamlNode[], complain: Complain): void {
  const seen = new Map<string, number>();
  nodes.forEach((node, index) => {
    const key = identity(node);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, index);
    else complain({ kind: "twice", index, first });
  });
}
