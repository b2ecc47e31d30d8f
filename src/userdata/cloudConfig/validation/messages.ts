/** Messages of problems: what was found, and what is allowed there. */
import { say } from "../../../l10n/sentence";
import type { Literal, TypeName } from "../catalogue/schema";
import type { PlainProblem } from "./closestForm";
import { keyNameOf, type Location } from "../location";

const typeWords: Readonly<Record<TypeName, string>> = {
  string: say`a string`,
  boolean: say`true or false`,
  integer: say`a whole number`,
  number: say`a number`,
  array: say`a list`,
  object: say`a mapping`,
  null: say`empty`,
};

/** Descriptions of the catalogue's patterns. */
const patternWords: Readonly<Record<string, string>> = {
  "^.+:.+$": "user:password",
  "^\\+?[0-9]+$": say`a number of minutes`,
  "^([0-9]+)?\\.?[0-9]+[BKMGT]$": say`a number with B, K, M, G, or T, such as 2G`,
  "^[-_0-9a-zA-Z]+(,[-_0-9a-zA-Z]+)*$": say`names of letters, digits, -, and _, separated by commas, without spaces`,
};

export function messageOf(problem: PlainProblem): string {
  const { at } = problem;
  switch (problem.kind) {
    case "wrong-value":
      return say`${placeOf(at)} must be ${choices(problem.types, problem.values)}, not ${found(at)}.`;
    case "pattern":
      return say`${placeOf(at)} must be ${patternWords[problem.pattern] ?? say`a string that matches ${problem.pattern}`}, not ${found(at)}.`;
    case "date":
      return say`${placeOf(at)} must be a date as year-month-day, such as '2032-09-01'.`;
    case "minimum":
      return say`${placeOf(at)} must not be less than ${problem.minimum}.`;
    case "too-few":
      return tooFew(at, problem.least, problem.of);
    case "too-many":
      return say`${placeOf(at)} must not have more than ${problem.most} entries.`;
    case "twice":
      return say`${placeOf(at)} must not have repeated entries. This entry is already in the list.`;
    case "unknown-key":
      return say`${placeOf(at)} does not have the key "${shorten(problem.member.name)}".`;
    case "missing-key":
      return say`${placeOf(at)} requires the key "${problem.key}".`;
    case "missing-one-of":
      return say`${placeOf(at)} requires ${problem.sets.map((keys) => keys.map((key) => `"${key}"`).join(" and ")).join(", or ")}.`;
    case "together":
      return say`${placeOf(at)} must have only one of ${problem.keys.map((key) => `"${key}"`).join(" and ")}: they are two names of the same setting.`;
    case "several-forms":
      return severalForms(problem);
  }
}

function severalForms(problem: Extract<PlainProblem, { readonly kind: "several-forms" }>): string {
  const keys = problem.forms.map((form) => (form.required ?? []).map((key) => `"${key}"`).join(" and "));
  if (keys.every((key) => key !== ""))
    return say`${placeOf(problem.at)} must have either ${keys.join(" or ")}, not both.`;
  return say`${placeOf(problem.at)} is ambiguous here: more than one form matches.`;
}

function tooFew(at: Location, least: number, of: "items" | "keys"): string {
  const what = of === "items" ? say`entry` : say`key`;
  if (least === 1) return say`${placeOf(at)} is empty: add at least one ${what}, or omit it.`;
  return say`${placeOf(at)} must have at least ${least} ${of === "items" ? say`entries` : say`keys`}.`;
}

/** The location, described for the reader. */
export function placeOf(at: Location): string {
  const name = keyNameOf(at);
  if (name === undefined) return at.step === undefined ? "cloud-config" : say`An entry`;
  return typeof at.step === "number" ? say`An entry of "${shorten(name)}"` : `"${shorten(name)}"`;
}

export function choices(types: readonly TypeName[], values: readonly Literal[]): string {
  const simple = types.includes("number") ? types.filter((type) => type !== "integer") : types;
  return orList([...values.map((value) => shownLiteral(value)), ...simple.map((type) => typeWords[type])]);
}

/** A value as the writer would put it into YAML. */
export function shownLiteral(value: Literal): string {
  if (typeof value !== "string") return value === null ? "null" : String(value);
  return `"${value}"`;
}

function orList(words: readonly string[]): string {
  const shownWords = words.length > 12 ? [...words.slice(0, 10), say`another known name`] : words;
  const last = shownWords.at(-1) ?? say`something else`;
  return shownWords.length < 2 ? last : say`${shownWords.slice(0, -1).join(", ")} or ${last}`;
}

/** Keys whose values are not repeated in messages: these end in the logs of pipelines. */
const secretKey = /passw|secret|token|private|cert|_key$|^key$|chpasswd/i;

function found(at: Location): string {
  const { node } = at.item;
  if (node.kind === "sequence") return node.items.length === 0 ? say`an empty list` : say`a list`;
  if (node.kind === "mapping") return node.entries.length === 0 ? say`an empty mapping` : say`a mapping`;
  const secret = secretKey.test(keyNameOf(at) ?? "");
  const { value, style } = node;
  const text = shorten(node.text);
  switch (value.type) {
    case "null":
      return say`an empty value`;
    case "boolean":
      return read(String(value.boolean), node.text.toLowerCase(), secret ? undefined : text);
    case "integer":
    case "float": {
      const number = value.type === "integer" ? value.integer.toString() : String(value.float);
      return secret ? say`a number` : read(say`the number ${shorten(number)}`, say`the number ${text}`, text);
    }
    case "string": {
      const inline = style !== "literal" && style !== "folded";
      return secret || !inline ? say`a string` : say`the string "${shorten(value.string)}"`;
    }
    case "other":
      return secret ? `a ${value.name}` : read(value.name === "date" ? say`a date` : say`a time`, "", text);
  }
}

/** What YAML made of a text, and the text itself where the two look different. */
function read(meaning: string, asWritten: string, text: string | undefined): string {
  if (meaning === asWritten || text === undefined) return meaning;
  return say`${meaning} (that is how YAML reads ${text} without quotes)`;
}

export function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 40 ? `${line.slice(0, 38)}…` : line;
}
