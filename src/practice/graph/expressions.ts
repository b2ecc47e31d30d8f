import type { Json } from "../state/json";
import type { Cursor } from "./cursor";
import { unquote } from "./lexer";
import type { Comparison, Expression } from "./syntax";

const comparisons: Readonly<Record<string, Comparison>> = {
  "==": "==",
  "!=": "!=",
  "<>": "!=",
  "=~": "=~",
  "!~": "!~",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
  contains: "contains",
  startswith: "startswith",
  endswith: "endswith",
  has: "has",
};

const units: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** Reads one expression; `or` binds loosest. */
export function readExpression(cursor: Cursor): Expression {
  let left = readAnd(cursor);
  while (cursor.accept("or") !== undefined) left = { kind: "or", left, right: readAnd(cursor) };
  return left;
}

function readAnd(cursor: Cursor): Expression {
  let left = readComparison(cursor);
  while (cursor.accept("and") !== undefined) left = { kind: "and", left, right: readComparison(cursor) };
  return left;
}

function readComparison(cursor: Cursor): Expression {
  const left = readSum(cursor);
  const word = cursor.token.text.toLowerCase();
  if (cursor.token.kind === "text") return left;
  if (word === "matches") {
    cursor.take();
    cursor.expect("regex");
    return { kind: "compare", how: "matches", left, right: readSum(cursor) };
  }
  if (word === "in" || word === "in~" || word === "!in" || word === "!in~") return readIn(cursor, left);
  if (word.startsWith("!") && word !== "!=" && word !== "!~") {
    const how = comparisons[word.slice(1)];
    if (how === undefined) cursor.fail("unknown operator");
    cursor.take();
    return { kind: "not", of: { kind: "compare", how, left, right: readSum(cursor) } };
  }
  const how = Object.hasOwn(comparisons, word) ? comparisons[word] : undefined;
  if (how === undefined) return left;
  cursor.take();
  return { kind: "compare", how, left, right: readSum(cursor) };
}

function readIn(cursor: Cursor, left: Expression): Expression {
  const word = cursor.take().text.toLowerCase();
  cursor.expect("(");
  const list = cursor.many(() => readExpression(cursor));
  cursor.expect(")");
  const inside: Expression = { kind: "in", fold: word.endsWith("~"), left, list };
  return word.startsWith("!") ? { kind: "not", of: inside } : inside;
}

function readSum(cursor: Cursor): Expression {
  let left = readProduct(cursor);
  while (cursor.is("+", "-"))
    left = {
      kind: "arithmetic",
      how: cursor.take().text === "+" ? "+" : "-",
      left,
      right: readProduct(cursor),
    };
  return left;
}

function readProduct(cursor: Cursor): Expression {
  let left = readPostfix(cursor);
  while (cursor.is("*", "/", "%")) {
    const text = cursor.take().text;
    left = {
      kind: "arithmetic",
      how: text === "*" ? "*" : text === "/" ? "/" : "%",
      left,
      right: readPostfix(cursor),
    };
  }
  return left;
}

function readPostfix(cursor: Cursor): Expression {
  let of = readPrimary(cursor);
  for (;;) {
    if (cursor.accept(".") !== undefined)
      of = { kind: "member", of, key: { kind: "literal", value: cursor.name() } };
    else if (cursor.accept("[") !== undefined) {
      of = { kind: "member", of, key: readExpression(cursor) };
      cursor.expect("]");
    } else return of;
  }
}

function readPrimary(cursor: Cursor): Expression {
  const { token } = cursor;
  if (cursor.accept("(") !== undefined) {
    const inside = readExpression(cursor);
    cursor.expect(")");
    return inside;
  }
  if (cursor.accept("-") !== undefined)
    return { kind: "arithmetic", how: "-", left: { kind: "literal", value: 0 }, right: readPrimary(cursor) };
  if (token.kind === "text") return { kind: "literal", value: unquote(cursor.take().text) };
  if (token.kind === "number") return { kind: "literal", value: Number(cursor.take().text) };
  if (token.kind === "timespan") return { kind: "literal", value: readTimespan(cursor.take().text) };
  if (token.kind === "name") return readName(cursor);
  return cursor.fail("expected an expression");
}

function readName(cursor: Cursor): Expression {
  const token = cursor.take();
  const word = token.text.toLowerCase();
  if (word === "true" || word === "false") return { kind: "literal", value: word === "true" };
  if (!cursor.is("(")) return { kind: "column", name: token.text };
  cursor.take();
  if (word === "dynamic") {
    const value = readDynamic(cursor);
    cursor.expect(")");
    return { kind: "literal", value };
  }
  const given = cursor.is(")") ? [] : cursor.many(() => readExpression(cursor));
  cursor.expect(")");
  if (word === "not") {
    const [of, ...rest] = given;
    if (of === undefined || rest.length > 0) cursor.fail("not() takes one argument");
    return { kind: "not", of };
  }
  return { kind: "call", name: word, token, arguments: given };
}

/** A JSON value inside `dynamic(…)`. */
function readDynamic(cursor: Cursor): Json {
  const { token } = cursor;
  if (token.kind === "text") return unquote(cursor.take().text);
  if (token.kind === "number") return Number(cursor.take().text);
  if (cursor.accept("null") !== undefined) return null;
  if (cursor.is("true", "false")) return cursor.take().text.toLowerCase() === "true";
  if (cursor.accept("[") !== undefined) {
    const items = cursor.is("]") ? [] : cursor.many(() => readDynamic(cursor));
    cursor.expect("]");
    return items;
  }
  cursor.expect("{");
  const entries = cursor.is("}") ? [] : cursor.many(() => readEntry(cursor));
  cursor.expect("}");
  return Object.fromEntries(entries);
}

function readEntry(cursor: Cursor): readonly [string, Json] {
  if (cursor.token.kind !== "text") cursor.fail("expected a quoted name");
  const key = unquote(cursor.take().text);
  cursor.expect(":");
  return [key, readDynamic(cursor)];
}

/** Milliseconds. */
function readTimespan(text: string): number {
  const match = /^([\d.]+)([a-z]+)$/.exec(text);
  return Number(match?.[1]) * (units[match?.[2] ?? ""] ?? 0);
}
