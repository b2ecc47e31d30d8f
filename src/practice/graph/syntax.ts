import type { Json } from "../state/json";
import type { Token } from "./lexer";

/** A query, read: a table and what is done with its rows. */
export interface Query {
  readonly table: string;
  readonly tableToken: Token;
  readonly operators: readonly Operator[];
}

export interface Column {
  readonly name: string;
  readonly expression: Expression;
}

export interface Ordering {
  readonly expression: Expression;
  readonly descending: boolean;
}

export interface Aggregate {
  readonly name: string;
  readonly how:
    "count" | "countif" | "dcount" | "min" | "max" | "sum" | "make_set" | "make_list" | "take_any";
  readonly argument: Expression | undefined;
}

export type Operator =
  | { readonly kind: "where"; readonly condition: Expression }
  | { readonly kind: "project"; readonly columns: readonly Column[] }
  | { readonly kind: "projectAway"; readonly names: readonly string[] }
  | { readonly kind: "extend"; readonly columns: readonly Column[] }
  | { readonly kind: "order"; readonly by: readonly Ordering[] }
  | { readonly kind: "take"; readonly rows: number }
  | { readonly kind: "count" }
  | { readonly kind: "distinct"; readonly columns: readonly Column[] }
  | { readonly kind: "summarize"; readonly aggregates: readonly Aggregate[]; readonly by: readonly Column[] }
  | {
      readonly kind: "join";
      readonly how: "leftouter" | "inner";
      readonly right: Query;
      readonly on: readonly { readonly left: string; readonly right: string }[];
    }
  | { readonly kind: "union"; readonly others: readonly Query[] }
  | { readonly kind: "expand"; readonly name: string; readonly expression: Expression };

export type Comparison =
  | "=="
  | "!="
  | "=~"
  | "!~"
  | "<"
  | "<="
  | ">"
  | ">="
  | "contains"
  | "startswith"
  | "endswith"
  | "has"
  | "matches";

export type Expression =
  | { readonly kind: "literal"; readonly value: Json }
  | { readonly kind: "column"; readonly name: string }
  | { readonly kind: "member"; readonly of: Expression; readonly key: Expression }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly token: Token;
      readonly arguments: readonly Expression[];
    }
  | { readonly kind: "and" | "or"; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "not"; readonly of: Expression }
  | {
      readonly kind: "compare";
      readonly how: Comparison;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "in";
      readonly fold: boolean;
      readonly left: Expression;
      readonly list: readonly Expression[];
    }
  | {
      readonly kind: "arithmetic";
      readonly how: "+" | "-" | "*" | "/" | "%";
      readonly left: Expression;
      readonly right: Expression;
    };
