/**
 * Holds a document against the catalogue. It accepts and refuses what cloud-init's validator does (draft 4 of JSON
 * Schema in Python, with cloud-init's own reading of `oneOf` and of deprecated forms), on the nodes of the document
 * rather than on plain data, so that every problem knows its place.
 */
import { say } from "../../../l10n/sentence";
import { memberOf, membersOf, type YamlMember } from "../../yaml/members";
import type { YamlNode, YamlSequence } from "../../yaml/nodes";
import type { Schema, TypeName } from "../catalogue/schema";
import { itemLocation, memberLocation, rootLocation, type Location } from "../location";
import { isUnreported } from "./unreportedProblems";
import type { Complaint, OutdatedUse, Problem } from "./problem";
import { pythonPattern } from "./pythonPattern";
import { equals, identity, isOfType } from "./values";

export interface Verdict {
  readonly problems: readonly Problem[];
  readonly outdated: readonly OutdatedUse[];
  /** What is wrong too, but cloud-init's validator says nothing about. */
  readonly overlooked: readonly Problem[];
}

/** Aliases can stand for more values than there is time for. */
export class TooMuchData extends Error {
  override readonly name = "TooMuchData";
}

const maxVisits = 200_000;

/** More are not noted: one is enough for the verdict, and nobody reads so many. */
const maxProblems = 1000;

/** Throws `TooMuchData` where aliases multiply beyond reason. */
export function validate(root: YamlNode, schema: Schema): Verdict {
  const result = new Result();
  new Validation().check(rootLocation(root), schema, result);
  return result;
}

class Result implements Verdict {
  readonly problems: Problem[] = [];
  readonly outdated: OutdatedUse[] = [];
  readonly overlooked: Problem[] = [];

  complain(at: Location, schema: Schema, complaint: Complaint): void {
    if (this.problems.length < maxProblems) this.problems.push({ at, schema, ...complaint });
  }

  overlook(at: Location, schema: Schema, complaint: Complaint): void {
    if (this.overlooked.length < maxProblems) this.overlooked.push({ at, schema, ...complaint });
  }

  /** Takes over what a form that fits has to say. */
  adopt({ outdated, overlooked }: Result): void {
    this.outdated.push(...outdated);
    this.overlooked.push(...overlooked);
  }

  get isSilent(): boolean {
    return this.outdated.length === 0 && this.overlooked.length === 0;
  }
}

/** A form that was tried and does not fit. */
interface Refused {
  readonly form: Schema;
  readonly problems: readonly Problem[];
}

class Validation {
  #visits = 0;
  /** An empty result that nobody holds any more. */
  #spare: Result | undefined;

  check(at: Location, schema: Schema, result: Result): void {
    if (++this.#visits > maxVisits) {
      throw new TooMuchData(say`The aliases of this document expand to too much data.`);
    }
    if (result.problems.length >= maxProblems) return;
    if (schema.deprecated !== undefined) result.outdated.push({ at, schema });
    const { node } = at.item;
    checkType(at, schema, result);
    if (node.kind === "scalar") checkScalar(at, schema, result);
    else if (node.kind === "sequence") this.#checkList(at, schema, result);
    else if (isOfType(node, "object")) this.#checkMapping(at, schema, result);
    this.#checkForms(at, schema, result);
  }

  #checkList(at: Location, schema: Schema, result: Result): void {
    const { node } = at.item;
    if (node.kind !== "sequence") return;
    const { items } = node;
    const { minItems = 0, maxItems = Infinity } = schema;
    if (items.length < minItems)
      result.complain(at, schema, { kind: "too-few", least: minItems, of: "items" });
    if (items.length > maxItems) result.complain(at, schema, { kind: "too-many", most: maxItems });
    if (schema.uniqueItems === true) checkUnique(at, node, schema, result);
    if (schema.items === undefined) return;
    let index = 0;
    for (const item of items) this.check(itemLocation(at, index++, item), schema.items, result);
  }

  #checkMapping(at: Location, schema: Schema, result: Result): void {
    const { node } = at.item;
    if (node.kind !== "mapping") return;
    const members = membersOf(node);
    const { minProperties = 0, required = [], notTogether } = schema;
    if (members.length < minProperties) {
      result.complain(at, schema, { kind: "too-few", least: minProperties, of: "keys" });
    }
    const has = (key: string): boolean => memberOf(node, key) !== undefined;
    for (const key of required) if (!has(key)) result.complain(at, schema, { kind: "missing-key", key });
    if (notTogether?.every(has) === true)
      result.complain(at, schema, { kind: "together", keys: notTogether });
    if (schema.properties === undefined && schema.namedBy === undefined && schema.others === undefined)
      return;
    for (const member of members) this.#checkMember(at, member, schema, result);
  }

  #checkMember(at: Location, member: YamlMember, schema: Schema, result: Result): void {
    const { properties = {}, namedBy = [], others } = schema;
    const own = member.named && Object.hasOwn(properties, member.name) ? properties[member.name] : undefined;
    let known = own !== undefined;
    if (own !== undefined) this.check(memberLocation(at, member), own, result);
    for (const by of namedBy) {
      if (!member.named || !pythonPattern(by.pattern).test(member.name)) continue;
      known = true;
      this.check(memberLocation(at, member), by.schema, result);
    }
    if (known || others === undefined) return;
    if (others !== false) this.check(memberLocation(at, member), others, result);
    else
      result.complain(at, schema, { kind: "unknown-key", member, known: Object.keys(properties), namedBy });
  }

  #checkForms(at: Location, schema: Schema, result: Result): void {
    if (schema.allOf !== undefined) for (const each of schema.allOf) this.check(at, each, result);
    if (schema.anyOf !== undefined) this.#checkAnyOf(at, schema, schema.anyOf, result);
    if (schema.oneOf !== undefined) this.#checkOneOf(at, schema, schema.oneOf, result);
  }

  /** Undefined for a form of another type, whose problems are wanted only when no form fits. */
  #attempt(at: Location, form: Schema): Result | undefined {
    const { node } = at.item;
    return form.types === undefined || isOneOf(node, form.types) ? this.#tried(at, form) : undefined;
  }

  #tried(at: Location, form: Schema): Result {
    const result = this.#spare ?? new Result();
    this.#spare = undefined;
    this.check(at, form, result);
    return result;
  }

  #checkAnyOf(at: Location, schema: Schema, forms: readonly Schema[], result: Result): void {
    const refused: Refused[] = [];
    for (const form of forms) {
      const attempt = this.#attempt(at, form);
      if (attempt?.problems.length === 0) {
        result.adopt(attempt);
        return;
      }
      if (attempt !== undefined) refused.push({ form, problems: attempt.problems });
    }
    result.complain(at, schema, this.#noForm(at, forms, refused));
  }

  #checkOneOf(at: Location, schema: Schema, forms: readonly Schema[], result: Result): void {
    const refused: Refused[] = [];
    let first: Schema | undefined;
    let others: readonly Schema[] = [];
    let only: Result | undefined;
    for (const form of forms) {
      const attempt = this.#attempt(at, form);
      if (attempt === undefined) continue;
      if (attempt.problems.length > 0) {
        refused.push({ form, problems: attempt.problems });
        continue;
      }
      only = attempt;
      if (first === undefined) first = form;
      else others = [...others, form];
    }
    if (only === undefined || first === undefined) {
      const complaint = this.#noForm(at, forms, refused);
      if (isUnreported(at, complaint.forms)) result.overlook(at, schema, complaint);
      else result.complain(at, schema, complaint);
    } else if (others.length > 0)
      result.complain(at, schema, { kind: "several-forms", forms: [first, ...others] });
    else if (only.isSilent) this.#spare = only;
    else result.adopt(only);
  }

  #noForm(
    at: Location,
    forms: readonly Schema[],
    refused: readonly Refused[],
  ): Extract<Complaint, { readonly kind: "no-form" }> {
    const problems = forms.map((form) => {
      const known = refused.find((each) => each.form === form);
      return known?.problems ?? this.#tried(at, form).problems;
    });
    return { kind: "no-form", forms: problems };
  }
}

function isOneOf(node: YamlNode, types: readonly TypeName[]): boolean {
  for (const type of types) if (isOfType(node, type)) return true;
  return false;
}

function checkType(at: Location, schema: Schema, result: Result): void {
  const { types, values } = schema;
  const { node } = at.item;
  if (types !== undefined && !isOneOf(node, types)) result.complain(at, schema, { kind: "type", types });
  if (values?.some((value) => equals(node, value)) === false)
    result.complain(at, schema, { kind: "values", values });
}

function checkScalar(at: Location, schema: Schema, result: Result): void {
  const { node } = at.item;
  if (node.kind !== "scalar") return;
  const { value } = node;
  const { pattern, minimum } = schema;
  if (value.type === "string") {
    const fits = pattern === undefined || pythonPattern(pattern).test(value.string);
    if (!fits) result.complain(at, schema, { kind: "pattern", pattern });
    if (schema.format === "date" && !isDate(value.string)) result.complain(at, schema, { kind: "date" });
  } else if (minimum !== undefined) {
    const below =
      (value.type === "integer" && value.integer < BigInt(minimum)) ||
      (value.type === "float" && value.float < minimum);
    if (below) result.complain(at, schema, { kind: "minimum", minimum });
  }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith("0000")) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function checkUnique(at: Location, { items }: YamlSequence, schema: Schema, result: Result): void {
  const seen = new Map<string, number>();
  for (const [index, { node }] of items.entries()) {
    const key = identity(node);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, index);
    else result.complain(at, schema, { kind: "twice", index, first });
  }
}
