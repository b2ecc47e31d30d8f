import { isList, type Json } from "../state/json";
import { QueryError } from "./lexer";
import type { Aggregate, Column, Operator, Ordering, Query } from "./syntax";
import { compile, order, sortable, text, type Row } from "./values";

/** A table by its lower-case name; undefined when there is none. */
export type Tables = (name: string) => Iterable<Row> | undefined;

export function runQuery(query: Query, tables: Tables, now: number): readonly Row[] {
  const table = tables(query.table);
  if (table === undefined) throw new QueryError(`unknown table ${query.table}`, query.tableToken);
  let rows: readonly Row[] = [...table];
  for (const operator of query.operators) rows = apply(operator, rows, tables, now);
  return rows;
}

function apply(operator: Operator, rows: readonly Row[], tables: Tables, now: number): readonly Row[] {
  switch (operator.kind) {
    case "where": {
      const condition = compile(operator.condition, now);
      return rows.filter((row) => condition(row) === true);
    }
    case "project": {
      const columns = new Map(compileColumns(operator.columns, now));
      return rows.map((row) => new ProjectedRow(row, columns));
    }
    case "projectAway":
      return rows.map(
        (row) => new Map([...row.entries()].filter(([name]) => !operator.names.includes(name))),
      );
    case "extend": {
      const columns = compileColumns(operator.columns, now);
      return rows.map((row) => {
        const wider = new Map(row.entries());
        for (const [name, value] of columns) wider.set(name, value(wider));
        return wider;
      });
    }
    case "order":
      return sortRows(rows, operator.by, now);
    case "take":
      return rows.slice(0, operator.rows);
    case "count":
      return [new Map([["Count", rows.length]])];
    case "distinct": {
      const columns = compileColumns(operator.columns, now);
      return group(rows, columns).map(({ key }) => key);
    }
    case "summarize":
      return summarize(rows, operator.aggregates, operator.by, now);
    case "join":
      return join(rows, runQuery(operator.right, tables, now), operator);
    case "union":
      return [...rows, ...operator.others.flatMap((other) => runQuery(other, tables, now))];
    case "expand": {
      const value = compile(operator.expression, now);
      return rows.flatMap((row) => {
        const list = value(row);
        return (isList(list) ? list : [list]).map((item) => new Map(row.entries()).set(operator.name, item));
      });
    }
  }
}

/** The columns of a `project`, worked out when they are read: of a long result only one page ever is. */
class ProjectedRow implements Row {
  readonly #row: Row;
  readonly #columns: ReadonlyMap<string, (row: Row) => Json>;

  constructor(row: Row, columns: ReadonlyMap<string, (row: Row) => Json>) {
    this.#row = row;
    this.#columns = columns;
  }

  get(name: string): Json | undefined {
    return this.#columns.get(name)?.(this.#row);
  }

  has(name: string): boolean {
    return this.#columns.has(name);
  }

  keys(): Iterable<string> {
    return this.#columns.keys();
  }

  entries(): Iterable<readonly [string, Json]> {
    return [...this.#columns].map(([name, value]) => [name, value(this.#row)] as const);
  }
}

function sortRows(rows: readonly Row[], by: readonly Ordering[], now: number): readonly Row[] {
  const keys = by.map(({ expression, descending }) => ({
    value: compile(expression, now),
    sign: descending ? -1 : 1,
  }));
  const keyed = rows.map((row) => ({ row, values: keys.map(({ value }) => sortable(value(row))) }));
  keyed.sort((one, other) => {
    for (const [index, { sign }] of keys.entries()) {
      const difference = order(one.values[index] ?? null, other.values[index] ?? null);
      if (difference !== 0) return sign * difference;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

type CompiledColumn = readonly [string, (row: Row) => Json];

function compileColumns(columns: readonly Column[], now: number): readonly CompiledColumn[] {
  return columns.map(({ name, expression }) => [name, compile(expression, now)]);
}

interface Group {
  readonly key: Map<string, Json>;
  readonly rows: Row[];
}

function group(rows: readonly Row[], by: readonly CompiledColumn[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const key = new Map(by.map(([name, value]) => [name, value(row)]));
    const label = JSON.stringify([...key.values()]);
    const known = groups.get(label) ?? { key, rows: [] };
    known.rows.push(row);
    groups.set(label, known);
  }
  return [...groups.values()];
}

function summarize(
  rows: readonly Row[],
  aggregates: readonly Aggregate[],
  by: readonly Column[],
  now: number,
): readonly Row[] {
  const groups =
    by.length === 0
      ? [{ key: new Map<string, Json>(), rows: [...rows] }]
      : group(rows, compileColumns(by, now));
  const compiled = aggregates.map((aggregate) => ({
    ...aggregate,
    value: aggregate.argument === undefined ? () => null : compile(aggregate.argument, now),
  }));
  return groups.map(({ key, rows: members }) => {
    const result = new Map(key);
    for (const { name, how, value } of compiled) result.set(name, aggregateOf(how, members.map(value)));
    return result;
  });
}

function aggregateOf(how: Aggregate["how"], values: readonly Json[]): Json {
  const sorted = (): readonly Json[] =>
    values.filter((value) => value !== null).sort((one, other) => order(sortable(one), sortable(other)));
  switch (how) {
    case "count":
      return values.length;
    case "countif":
      return values.filter((value) => value === true).length;
    case "dcount":
      return new Set(values.map(text)).size;
    case "min":
      return sorted()[0] ?? null;
    case "max":
      return sorted().at(-1) ?? null;
    case "sum":
      return values.reduce<number>((total, value) => total + (typeof value === "number" ? value : 0), 0);
    case "make_set":
      return [...new Map(values.map((value) => [text(value), value])).values()];
    case "make_list":
      return values;
    case "take_any":
      return values[0] ?? null;
  }
}

/** Columns of the right side whose names the left side has get a `1` at the end, as in Kusto. */
function join(
  left: readonly Row[],
  right: readonly Row[],
  how: Extract<Operator, { kind: "join" }>,
): readonly Row[] {
  const index = new Map<string, Row[]>();
  for (const row of right) {
    const label = JSON.stringify(how.on.map((key) => row.get(key.right) ?? null));
    const known = index.get(label);
    if (known === undefined) index.set(label, [row]);
    else known.push(row);
  }
  const columns = new Set(right.flatMap((row) => [...row.keys()]));
  return left.flatMap((row) => {
    const matches = index.get(JSON.stringify(how.on.map((key) => row.get(key.left) ?? null))) ?? [];
    if (matches.length === 0) return how.how === "leftouter" ? [merge(row, undefined, columns)] : [];
    return matches.map((match) => merge(row, match, columns));
  });
}

function merge(left: Row, right: Row | undefined, columns: ReadonlySet<string>): Row {
  const merged = new Map(left.entries());
  for (const name of columns) merged.set(left.has(name) ? `${name}1` : name, right?.get(name) ?? null);
  return merged;
}
