import { Cursor } from "./cursor";
import { readExpression } from "./expressions";
import { tokenize } from "./lexer";
import { text } from "./values";
import type { Aggregate, Column, Expression, Operator, Ordering, Query } from "./syntax";

/**
 * Reads the part of the Kusto language that the practice cloud answers.
 * Throws `QueryError` for everything else: an unknown word is refused, never passed over.
 */
export function parseQuery(source: string): Query {
  const cursor = new Cursor(tokenize(source));
  const query = readQuery(cursor);
  cursor.accept(";");
  if (cursor.token.kind !== "end") cursor.fail("expected '|'");
  return query;
}

function readQuery(cursor: Cursor): Query {
  const first = cursor.token;
  const startsWithOperator =
    first.kind === "name" && Object.hasOwn(readers, first.text.toLowerCase()) && cursor.ahead(1).text !== "|";
  const table = startsWithOperator ? "resources" : cursor.name().toLowerCase();
  const operators: Operator[] = startsWithOperator ? [readOperator(cursor)] : [];
  while (cursor.accept("|") !== undefined) operators.push(readOperator(cursor));
  return { table, tableToken: first, operators };
}

const readers: Readonly<Record<string, (cursor: Cursor) => Operator>> = {
  where: (cursor) => ({ kind: "where", condition: readExpression(cursor) }),
  filter: (cursor) => ({ kind: "where", condition: readExpression(cursor) }),
  project: (cursor) => ({ kind: "project", columns: cursor.many(() => readColumn(cursor)) }),
  "project-away": (cursor) => ({ kind: "projectAway", names: cursor.many(() => cursor.name()) }),
  extend: (cursor) => ({ kind: "extend", columns: cursor.many(() => readColumn(cursor)) }),
  order: readOrder,
  sort: readOrder,
  take: (cursor) => ({ kind: "take", rows: readNumber(cursor) }),
  limit: (cursor) => ({ kind: "take", rows: readNumber(cursor) }),
  count: () => ({ kind: "count" }),
  distinct: (cursor) => ({ kind: "distinct", columns: cursor.many(() => readColumn(cursor)) }),
  summarize: readSummarize,
  join: readJoin,
  union: (cursor) => ({ kind: "union", others: cursor.many(() => readSubquery(cursor)) }),
  "mv-expand": readExpand,
  mvexpand: readExpand,
};

function readOperator(cursor: Cursor): Operator {
  const word = cursor.token.text.toLowerCase();
  const reader = cursor.token.kind === "name" && Object.hasOwn(readers, word) ? readers[word] : undefined;
  if (reader === undefined) return cursor.fail("unknown operator");
  cursor.take();
  return reader(cursor);
}

function readColumn(cursor: Cursor): Column {
  if (cursor.token.kind === "name" && cursor.ahead(1).text === "=") {
    const name = cursor.name();
    cursor.take();
    return { name, expression: readExpression(cursor) };
  }
  const expression = readExpression(cursor);
  return { name: nameOf(expression), expression };
}

/** The name that Kusto gives a column which has none: the path joined with underscores. */
function nameOf(expression: Expression): string {
  if (expression.kind === "column") return expression.name;
  if (expression.kind === "member" && expression.key.kind === "literal")
    return `${nameOf(expression.of)}_${text(expression.key.value)}`;
  if (expression.kind === "call" && expression.arguments[0] !== undefined)
    return nameOf(expression.arguments[0]);
  return "Column1";
}

function readOrder(cursor: Cursor): Operator {
  cursor.expect("by");
  return { kind: "order", by: cursor.many(() => readOrdering(cursor)) };
}

/** Kusto sorts downwards unless told otherwise. */
function readOrdering(cursor: Cursor): Ordering {
  const expression = readExpression(cursor);
  const descending = cursor.accept("asc") === undefined;
  if (descending) cursor.accept("desc");
  if (cursor.accept("nulls") !== undefined && cursor.accept("first", "last") === undefined)
    cursor.fail("expected 'first' or 'last'");
  return { expression, descending };
}

function readNumber(cursor: Cursor): number {
  if (cursor.token.kind !== "number") cursor.fail("expected a number");
  return Number(cursor.take().text);
}

function readSummarize(cursor: Cursor): Operator {
  const aggregates = cursor.is("by") ? [] : cursor.many(() => readAggregate(cursor));
  const by = cursor.accept("by") === undefined ? [] : cursor.many(() => readColumn(cursor));
  return { kind: "summarize", aggregates, by };
}

function readAggregate(cursor: Cursor): Aggregate {
  const given = cursor.ahead(1).text === "=" ? cursor.name() : undefined;
  if (given !== undefined) cursor.expect("=");
  const how = aggregateOf(cursor);
  cursor.expect("(");
  const argument = cursor.is(")") ? undefined : readExpression(cursor);
  cursor.expect(")");
  if (argument === undefined && how !== "count") cursor.fail(`${how}() takes an argument`);
  return { name: given ?? `${how}_${argument === undefined ? "" : nameOf(argument)}`, how, argument };
}

function aggregateOf(cursor: Cursor): Aggregate["how"] {
  const word = cursor.token.text.toLowerCase();
  switch (word) {
    case "count":
    case "countif":
    case "dcount":
    case "min":
    case "max":
    case "sum":
    case "make_set":
    case "make_list":
    case "take_any":
      cursor.take();
      return word;
    case "any":
      cursor.take();
      return "take_any";
    default:
      return cursor.fail("unknown aggregate");
  }
}

/** ARG allows `inner`, `leftouter` and `innerunique`, which is the default and which only differs for double keys. */
function readJoin(cursor: Cursor): Operator {
  let how: "leftouter" | "inner" = "inner";
  if (cursor.accept("kind") !== undefined) {
    cursor.expect("=");
    const word = cursor.name().toLowerCase();
    if (word !== "leftouter" && word !== "inner" && word !== "innerunique")
      cursor.fail("unknown kind of join");
    how = word === "leftouter" ? "leftouter" : "inner";
  }
  const right = readSubquery(cursor);
  cursor.expect("on");
  return { kind: "join", how, right, on: cursor.many(() => readJoinKey(cursor)) };
}

function readJoinKey(cursor: Cursor): { readonly left: string; readonly right: string } {
  const first = cursor.name();
  if (first !== "$left" && first !== "$right") return { left: first, right: first };
  const one = readSide(cursor);
  cursor.expect("==");
  cursor.expect(first === "$left" ? "$right" : "$left");
  const other = readSide(cursor);
  return first === "$left" ? { left: one, right: other } : { left: other, right: one };
}

function readSide(cursor: Cursor): string {
  cursor.expect(".");
  return cursor.name();
}

function readSubquery(cursor: Cursor): Query {
  if (cursor.accept("(") === undefined)
    return { table: cursor.name().toLowerCase(), tableToken: cursor.token, operators: [] };
  const query = readQuery(cursor);
  cursor.expect(")");
  return query;
}

function readExpand(cursor: Cursor): Operator {
  const { name, expression } = readColumn(cursor);
  return { kind: "expand", name, expression };
}
