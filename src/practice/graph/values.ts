import { isList, isObject, member, type Json } from "../state/json";
import { QueryError } from "./lexer";
import type { Comparison, Expression } from "./syntax";

/** One row: its columns by name. */
export interface Row {
  get(name: string): Json | undefined;
  has(name: string): boolean;
  keys(): Iterable<string>;
  entries(): Iterable<readonly [string, Json]>;
}

type Evaluate = (row: Row) => Json;

/** Turns an expression into a function of a row. `now` in milliseconds. Throws `QueryError` for an unknown function. */
export function compile(expression: Expression, now: number): Evaluate {
  switch (expression.kind) {
    case "literal": {
      const { value } = expression;
      return () => value;
    }
    case "column": {
      const { name } = expression;
      return (row) => row.get(name) ?? null;
    }
    case "member":
      return compileMember(expression.of, expression.key, now);
    case "and":
    case "or": {
      const left = compile(expression.left, now);
      const right = compile(expression.right, now);
      return expression.kind === "and"
        ? (row) => left(row) === true && right(row) === true
        : (row) => left(row) === true || right(row) === true;
    }
    case "not": {
      const of = compile(expression.of, now);
      return (row) => of(row) !== true;
    }
    case "compare":
      return compileComparison(expression.how, compile(expression.left, now), compile(expression.right, now));
    case "in":
      return compileIn(expression.fold, compile(expression.left, now), expression.list, now);
    case "arithmetic":
      return compileArithmetic(expression.how, compile(expression.left, now), compile(expression.right, now));
    case "call":
      return compileCall(expression, now);
  }
}

function compileMember(of: Expression, key: Expression, now: number): Evaluate {
  const holder = compile(of, now);
  const name = compile(key, now);
  return (row) => {
    const value = holder(row);
    const at = name(row);
    if (isList(value)) return typeof at === "number" ? (value.at(at) ?? null) : null;
    return typeof at === "string" ? (member(value, at) ?? null) : null;
  };
}

function compileComparison(how: Comparison, left: Evaluate, right: Evaluate): Evaluate {
  return (row) => compare(how, left(row), right(row));
}

function compare(how: Comparison, left: Json, right: Json): boolean {
  switch (how) {
    case "==":
      return same(left, right);
    case "!=":
      return !same(left, right);
    case "=~":
      return fold(left) === fold(right);
    case "!~":
      return fold(left) !== fold(right);
    case "contains":
      return fold(left).includes(fold(right));
    case "startswith":
      return fold(left).startsWith(fold(right));
    case "endswith":
      return fold(left).endsWith(fold(right));
    case "has":
      return (
        fold(left)
          .split(/[^\p{L}\p{N}]+/u)
          .join(" ")
          .split(" ")
          .includes(fold(right)) || hasPhrase(fold(left), fold(right))
      );
    case "matches":
      return new RegExp(text(right)).test(text(left));
    case "<":
      return order(sortable(left), sortable(right)) < 0;
    case "<=":
      return order(sortable(left), sortable(right)) <= 0;
    case ">":
      return order(sortable(left), sortable(right)) > 0;
    case ">=":
      return order(sortable(left), sortable(right)) >= 0;
  }
}

/** `has` with more than one word: the words stand side by side. */
function hasPhrase(all: string, phrase: string): boolean {
  const edge = /[\p{L}\p{N}]/u;
  const start = all.indexOf(phrase);
  if (start < 0 || phrase === "") return false;
  return !edge.test(all.charAt(start - 1)) && !edge.test(all.charAt(start + phrase.length));
}

function compileIn(folded: boolean, left: Evaluate, list: readonly Expression[], now: number): Evaluate {
  const write = folded ? fold : text;
  const literals = list.every((item) => item.kind === "literal");
  const values = list.map((item) => compile(item, now));
  const options = (row: Row): readonly string[] =>
    values.flatMap((value) => {
      const found = value(row);
      return isList(found) ? found.map(write) : [write(found)];
    });
  // Lists of literals, which most are, are the same for every row.
  const fixed = literals ? new Set(options(noRow)) : undefined;
  return (row) => (fixed ?? new Set(options(row))).has(write(left(row)));
}

const noRow: Row = new Map<string, Json>();

function compileArithmetic(how: "+" | "-" | "*" | "/" | "%", left: Evaluate, right: Evaluate): Evaluate {
  return (row) => {
    const one = number(left(row));
    const other = number(right(row));
    if (one === null || other === null) return null;
    if (how === "+") return one + other;
    if (how === "-") return one - other;
    if (how === "*") return one * other;
    return other === 0 ? null : how === "/" ? one / other : one % other;
  };
}

function compileCall(call: Extract<Expression, { kind: "call" }>, now: number): Evaluate {
  const functionOf = Object.hasOwn(functions, call.name) ? functions[call.name] : undefined;
  if (functionOf === undefined) throw new QueryError(`unknown function ${call.name}`, call.token);
  const given = call.arguments.map((argument) => compile(argument, now));
  return (row) =>
    functionOf(
      given.map((argument) => argument(row)),
      now,
    );
}

const functions: Readonly<Record<string, (given: readonly Json[], now: number) => Json>> = {
  tolower: ([value]) => fold(value ?? null),
  toupper: ([value]) => text(value ?? null).toUpperCase(),
  tostring: ([value]) => text(value ?? null),
  toint: ([value]) => wholeOrNull(value),
  tolong: ([value]) => wholeOrNull(value),
  todouble: ([value]) => number(value ?? null),
  tobool: ([value]) => fold(value ?? null) === "true",
  strcat: (given) => given.map(text).join(""),
  strlen: ([value]) => text(value ?? null).length,
  substring: ([value, start, length]) => {
    const from = number(start ?? null) ?? 0;
    const size = length === undefined ? undefined : (number(length) ?? 0);
    return text(value ?? null).slice(from, size === undefined ? undefined : from + size);
  },
  split: ([value, by, index]) => {
    const parts = text(value ?? null).split(text(by ?? null));
    return index === undefined ? parts : [parts[number(index) ?? 0] ?? ""];
  },
  replace_string: ([value, from, to]) => text(value ?? null).replaceAll(text(from ?? null), text(to ?? null)),
  trim: ([pattern, value]) =>
    text(value ?? null).replace(
      new RegExp(`^(?:${text(pattern ?? null)})+|(?:${text(pattern ?? null)})+$`, "g"),
      "",
    ),
  coalesce: (given) => given.find((value) => value !== null && value !== "") ?? null,
  iff: ([condition, yes, no]) => (condition === true ? (yes ?? null) : (no ?? null)),
  iif: ([condition, yes, no]) => (condition === true ? (yes ?? null) : (no ?? null)),
  case: cases,
  isnull: ([value]) => (value ?? null) === null,
  isnotnull: ([value]) => (value ?? null) !== null,
  isempty: ([value]) => text(value ?? null) === "",
  isnotempty: ([value]) => text(value ?? null) !== "",
  array_length: ([value]) => (isList(value) ? value.length : null),
  bag_keys: ([value]) => (isObject(value) ? Object.keys(value) : null),
  parse_json: ([value]) => value ?? null,
  todynamic: ([value]) => value ?? null,
  todatetime: ([value]) => value ?? null,
  datetime: ([value]) => value ?? null,
  now: (_, time) => new Date(time).toISOString(),
  ago: ([span], time) => new Date(time - (number(span ?? null) ?? 0)).toISOString(),
};

function cases(given: readonly Json[]): Json {
  for (let index = 0; index + 1 < given.length; index += 2)
    if (given[index] === true) return given[index + 1] ?? null;
  return given.at(-1) ?? null;
}

function wholeOrNull(value: Json | undefined): Json {
  const found = number(value ?? null);
  return found === null ? null : Math.trunc(found);
}

/** A value as text: nothing for null, JSON for lists and objects. */
export function text(value: Json): string {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function fold(value: Json): string {
  return text(value).toLowerCase();
}

function number(value: Json): number | null {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return null;
  const found = Number(value);
  return Number.isNaN(found) ? null : found;
}

function same(left: Json, right: Json): boolean {
  if (typeof left === "number" || typeof right === "number") return number(left) === number(right);
  return text(left) === text(right);
}

const isoTime = /^\d{4}-\d\d-\d\dT/;

/** A value that can be compared again and again: a time becomes its milliseconds, objects become text. */
export function sortable(value: Json): number | string | null {
  if (value === null || typeof value === "number") return value;
  const written = text(value);
  return isoTime.test(written) ? Date.parse(written) : written;
}

/** Negative when `left` comes first. Nothing comes first, then numbers and times, then text. */
export function order(left: number | string | null, right: number | string | null): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
  if (typeof left === "number" && typeof right === "number") return left - right;
  const [one, other] = [String(left), String(right)];
  return one < other ? -1 : one > other ? 1 : 0;
}
