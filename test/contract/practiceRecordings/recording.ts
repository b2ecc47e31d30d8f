import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import {
  isList,
  isObject,
  listAt,
  objectAt,
  parseJson,
  textAt,
  type Json,
} from "../../../src/practice/state/json";

/** One recorded HTTP exchange of `az networkcloud`. */
export interface Exchange {
  readonly file: string;
  readonly method: string;
  readonly url: URL;
  readonly requestBody: Json | undefined;
  readonly status: number;
  /** Names in lower case, first value of each. */
  readonly headers: Readonly<Record<string, string>>;
  readonly responseBody: Json;
}

export interface Scenario {
  readonly name: string;
  readonly exchanges: readonly Exchange[];
}

const root = path.resolve(import.meta.dirname, "../../..");

export const recordingsFolder = path.resolve(
  root,
  process.env["NEXUS_ARC_RECORDINGS"] ?? "../shared/data/arm/recordings",
);

/** Every scenario of the folder, its exchanges in their order; undefined when there is no such folder. */
export function readScenarios(): readonly Scenario[] | undefined {
  if (!existsSync(recordingsFolder)) return undefined;
  const byName = new Map<string, Exchange[]>();
  for (const file of readdirSync(recordingsFolder).sort()) {
    const name = /^(.+)__\d+_[A-Z]+_\d+\.json$/.exec(file)?.[1];
    if (name === undefined) continue;
    const exchanges = byName.get(name) ?? [];
    exchanges.push(readExchange(file));
    byName.set(name, exchanges);
  }
  return [...byName].map(([name, exchanges]) => ({ name, exchanges }));
}

function readExchange(file: string): Exchange {
  const recorded = parseJson(readFileSync(path.join(recordingsFolder, file), "utf8"));
  const request = objectAt(recorded, "request");
  const response = objectAt(recorded, "response");
  const status = response["status"];
  return {
    file,
    method: textAt(request, "method") ?? "",
    url: new URL(textAt(request, "uri") ?? ""),
    requestBody: request["body"] ?? undefined,
    status: typeof status === "number" ? status : Number(objectAt(response, "status")["code"]),
    headers: Object.fromEntries(
      Object.entries(objectAt(response, "headers")).map(([name]) => {
        const values = listAt(response, "headers", name);
        const [first] = values;
        return [
          name.toLowerCase(),
          typeof first === "string" ? first : (textAt(response, "headers", name) ?? ""),
        ];
      }),
    ),
    responseBody: response["body"] ?? null,
  };
}

/** Everything that is an ARM id in a JSON value: texts, and names of members. */
export function* idsIn(value: Json | undefined): Generator<string> {
  if (typeof value === "string" && value.startsWith("/subscriptions/")) yield value;
  else if (isList(value)) for (const item of value) yield* idsIn(item);
  else if (isObject(value))
    for (const [name, item] of Object.entries(value)) {
      if (name.startsWith("/subscriptions/")) yield name;
      yield* idsIn(item);
    }
}

const operationName = /\/operationStatuses\/([^/?]+)/i;

/** The name of the long-running operation that a URL polls. */
export function operationOf(url: string): string | undefined {
  const name = operationName.exec(url)?.[1];
  return name === undefined ? undefined : decodeURIComponent(name).toLowerCase();
}
