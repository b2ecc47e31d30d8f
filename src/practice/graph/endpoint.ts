import { apiVersions } from "../engine/apiVersions";
import { grantsOf } from "../authorization/access";
import type { Answer, Call } from "../engine/call";
import type { Kind } from "../engine/kind";
import { isObject, listAt, member, objectAt, textAt, type Json, type JsonObject } from "../state/json";
import { badRequest, Refusal, type RefusalDetail } from "../engine/refusal";
import { bodyOf } from "../engine/tracked";
import { timestamp, type World } from "../state/world";
import { QueryError } from "./lexer";
import { parseQuery } from "./parser";
import { runQuery } from "./run";
import { tablesFor } from "./tables";
import type { Row } from "./values";

/** Azure Resource Graph: `POST /providers/Microsoft.ResourceGraph/resources`. */
export const resourceGraph: Kind = {
  namespace: "Microsoft.ResourceGraph",
  types: ["resources"],
  apiVersions: apiVersions.resourceGraph,
  open: true,
  actions: { resources: query },
};

/** A page of Resource Graph never has more rows. */
const largestPage = 1000;

function query(call: Call, world: World): Answer {
  const body = bodyOf(call);
  const text = textAt(body, "query");
  if (text === undefined || text.trim() === "")
    throw invalid(world, [{ code: "QueryRequired", message: "The query must not be empty." }]);
  const options = objectAt(body, "options");
  const { start, size } = windowOf(options);
  const rows = start === 0 ? evaluateFirst(call, world, text, body) : evaluateNext(call, world, text, body);
  const page = rows.slice(start, start + size);
  const more = start + page.length < rows.length;
  // Without `id` in the result, Resource Graph cannot continue where it stopped.
  const canGoOn = more && page.every((row) => row.has("id"));
  return {
    status: 200,
    body: {
      totalRecords: rows.length,
      count: page.length,
      data:
        textAt(options, "resultFormat") === "table"
          ? asTable(page)
          : page.map((row) => Object.fromEntries(row.entries())),
      facets: [],
      resultTruncated: more ? "true" : "false",
      ...(canGoOn && {
        $skipToken: Buffer.from(JSON.stringify({ start: start + page.length })).toString("base64url"),
      }),
    },
  };
}

/** The result of each world's last query: its later pages are cut from it, so that they fit the first one. */
const lastResults = new WeakMap<World, { readonly key: string; readonly rows: readonly Row[] }>();

function evaluateFirst(call: Call, world: World, text: string, body: JsonObject): readonly Row[] {
  const rows = evaluate(call, world, text, body);
  lastResults.set(world, { key: resultKey(call, text, body), rows });
  return rows;
}

function evaluateNext(call: Call, world: World, text: string, body: JsonObject): readonly Row[] {
  const last = lastResults.get(world);
  return last?.key === resultKey(call, text, body) ? last.rows : evaluate(call, world, text, body);
}

function resultKey(call: Call, text: string, body: JsonObject): string {
  return JSON.stringify([call.caller, text, body["subscriptions"] ?? null]);
}

function evaluate(call: Call, world: World, text: string, body: JsonObject): readonly Row[] {
  const subscriptions = listAt(body, "subscriptions").filter((id) => typeof id === "string");
  const key = JSON.stringify([call.caller, grantsOf(world, call.caller).length, text, subscriptions]);
  const known = latest.get(world);
  if (known?.key === key && known.version === world.store.version) return known.rows;
  try {
    const tables = tablesFor(world, call.caller, subscriptions.length > 0 ? subscriptions : undefined);
    const rows = runQuery(parseQuery(text), tables, world.now());
    if (!/\b(?:now|ago)\s*\(/i.test(text)) latest.set(world, { key, version: world.store.version, rows });
    return rows;
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw invalid(world, [
      {
        code: "InvalidQuery",
        message:
          "Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.",
      },
      {
        code: "ParserFailure",
        message: "ParserFailure",
        line: error.token.line,
        characterPositionInLine: error.token.column,
        token: error.token.text,
      },
    ]);
  }
}

/** The last result of each cloud: the next page of the same query needs no second run while nothing has changed. */
const latest = new WeakMap<
  World,
  { readonly key: string; readonly version: number; readonly rows: readonly Row[] }
>();

function windowOf(options: JsonObject): { readonly start: number; readonly size: number } {
  const top = member(options, "$top") ?? member(options, "top") ?? largestPage;
  if (typeof top !== "number" || !Number.isInteger(top) || top < 1 || top > largestPage)
    throw badRequest("BadRequest", "The value of $top must be an integer from 1 to 1000.");
  const skip = member(options, "$skip") ?? member(options, "skip") ?? 0;
  const token = textAt(options, "$skipToken") ?? textAt(options, "skipToken");
  return { start: token === undefined ? (typeof skip === "number" ? skip : 0) : startOf(token), size: top };
}

function startOf(token: string): number {
  const start = member(readToken(token), "start");
  if (typeof start !== "number")
    throw badRequest("InvalidSkipToken", "The skip token is not one that this service gave.");
  return start;
}

function readToken(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

function asTable(rows: readonly Row[]): Json {
  const names = [...(rows[0]?.keys() ?? [])];
  return {
    columns: names.map((name) => ({ name, type: columnType(rows[0]?.get(name) ?? null) })),
    rows: rows.map((row) => names.map((name) => row.get(name) ?? null)),
  };
}

function columnType(value: Json): string {
  if (typeof value === "number") return "integer";
  if (typeof value === "boolean") return "boolean";
  return isObject(value) || Array.isArray(value) ? "object" : "string";
}

function invalid(world: World, details: readonly RefusalDetail[]): Refusal {
  return new Refusal(
    400,
    "BadRequest",
    `Please provide below info when asking for support: timestamp = ${timestamp(world.now())}, correlationId = ${world.random.guid()}.`,
    { details },
  );
}
