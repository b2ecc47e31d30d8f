import type { Fate } from "../engine/operationStore";

// Fault scripts: rules separated by `;` or line ends, `#` starts a comment.
//
//     [METHOD[,METHOD…]] PATH EFFECT [OPTION…]
//
// PATH is matched against the whole request path, whatever its case; `*` stands for any text, slashes included.
//
// EFFECT is one of
//   400 … 599         that status with ARM's error body; `401 claims` asks for a step-up and is content with a token that has it
//   reset             the connection breaks
//   malformed         a body that is not JSON
//   html              a page instead of JSON, as a proxy sends
//   empty             no body at all
//   latency=A or A..B that many milliseconds more
//   operation=Failed, operation=Canceled, operation=never
//                     how the long-running operation ends that the request starts
//
// OPTION is one of `times=N` (at most N times), `after=N` (not the first N), `p=X` (with probability X),
// `retry-after=S` (seconds), `code=WORD`, `message="text"`.
//
//     GET */virtualMachines/* 429 retry-after=2 times=3; POST */assignRelay operation=Failed; * reset p=0.1
// (Line comments, because patterns end block comments.)

/** One rule of a fault script. */
export interface FaultRule {
  /** Upper case; empty: every method. */
  readonly methods: readonly string[];
  readonly path: string;
  readonly effect: FaultEffect;
  readonly times: number | undefined;
  readonly after: number;
  readonly probability: number;
}

export type FaultEffect =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly claims: boolean;
      readonly retryAfter: number | undefined;
      readonly code: string | undefined;
      readonly message: string | undefined;
    }
  | { readonly kind: "reset" }
  | { readonly kind: "body"; readonly body: "malformed" | "html" | "empty" }
  | { readonly kind: "latency"; readonly from: number; readonly to: number }
  | { readonly kind: "operation"; readonly fate: Fate };

/** The script breaks the grammar; the message says where and what was expected. */
export class FaultScriptError extends Error {
  override readonly name = "FaultScriptError";
}

const methodNames = new Set(["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"]);

/** Throws `FaultScriptError`. */
export function parseFaults(script: string): readonly FaultRule[] {
  return splitRules(script).map(({ text, number }) => {
    try {
      return parseRule(words(text));
    } catch (error) {
      if (!(error instanceof FaultScriptError)) throw error;
      throw new FaultScriptError(`fault rule ${String(number)} ("${text}"): ${error.message}`);
    }
  });
}

/** Cuts at `;` and line ends that stand outside quotes, and leaves comments out. */
function splitRules(script: string): readonly { readonly text: string; readonly number: number }[] {
  const pieces = script.match(/(?:"[^"\n]*"|#[^\n]*|[^;\n"#]|")+/g) ?? [];
  return pieces
    .map((piece) =>
      piece.replace(/("[^"\n]*")|#[^\n]*/g, (_, quoted: string | undefined) => quoted ?? "").trim(),
    )
    .filter((text) => text !== "")
    .map((text, index) => ({ text, number: index + 1 }));
}

function words(text: string): string[] {
  if ((text.match(/"/g)?.length ?? 0) % 2 === 1) throw new FaultScriptError('a " is not closed');
  return text.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
}

function parseRule(given: string[]): FaultRule {
  const first = given[0]?.toUpperCase().split(",") ?? [];
  const methods = first.every((name) => methodNames.has(name)) ? first : [];
  if (methods.length > 0) given.shift();
  const path = given.shift();
  if (path === undefined)
    throw new FaultScriptError("expected a path pattern, for example */virtualMachines/*");
  if (!path.startsWith("/") && !path.startsWith("*"))
    throw new FaultScriptError(`the path pattern "${path}" must start with / or *`);
  const effect = given.shift();
  if (effect === undefined)
    throw new FaultScriptError("expected an effect after the path, for example 503 or reset");
  const options = readOptions(given);
  return {
    methods,
    path,
    effect: readEffect(effect, options),
    times: wholeNumber(options, "times", 1),
    after: wholeNumber(options, "after", 0) ?? 0,
    probability: readProbability(options),
  };
}

const optionNames = new Set(["times", "after", "p", "retry-after", "code", "message", "claims"]);
const statusOptions = new Set(["retry-after", "code", "message", "claims"]);

function readOptions(given: readonly string[]): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (const word of given) {
    const split = word.indexOf("=");
    const name = split < 0 ? word : word.slice(0, split);
    if (!optionNames.has(name))
      throw new FaultScriptError(`there is no option "${name}"; options are ${[...optionNames].join(", ")}`);
    if (options.has(name)) throw new FaultScriptError(`the option ${name} stands twice`);
    if (split < 0 !== (name === "claims"))
      throw new FaultScriptError(
        name === "claims" ? "claims takes no value" : `the option ${name} needs a value: ${name}=…`,
      );
    options.set(name, split < 0 ? "" : word.slice(split + 1).replaceAll('"', ""));
  }
  return options;
}

function readEffect(word: string, options: ReadonlyMap<string, string>): FaultEffect {
  const [name, value] = cut(word);
  if (/^[1-9]\d\d$/.test(word)) return readStatus(Number(word), options);
  if (name === "operation") return readFate(value, options);
  for (const option of options.keys())
    if (statusOptions.has(option))
      throw new FaultScriptError(`the option ${option} goes with a status, not with "${word}"`);
  if (name === "latency") return readLatency(value);
  if (word === "reset") return { kind: "reset" };
  if (word === "malformed" || word === "html" || word === "empty") return { kind: "body", body: word };
  throw new FaultScriptError(
    `there is no effect "${word}"; effects are 400 to 599, reset, malformed, html, empty, latency=…, operation=…`,
  );
}

function cut(word: string): readonly [string, string] {
  const split = word.indexOf("=");
  return split < 0 ? [word, ""] : [word.slice(0, split), word.slice(split + 1)];
}

function readStatus(status: number, options: ReadonlyMap<string, string>): FaultEffect {
  if (status < 400 || status > 599)
    throw new FaultScriptError(`the status ${String(status)} is none of an error; give 400 to 599`);
  const claims = options.has("claims");
  if (claims && status !== 401) throw new FaultScriptError("claims goes with 401");
  return {
    kind: "status",
    status,
    claims,
    retryAfter: wholeNumber(options, "retry-after", 0),
    code: options.get("code"),
    message: options.get("message"),
  };
}

function readFate(value: string, options: ReadonlyMap<string, string>): FaultEffect {
  if (value !== "Failed" && value !== "Canceled" && value !== "never")
    throw new FaultScriptError(
      `operation=${value} is none of operation=Failed, operation=Canceled, operation=never`,
    );
  const [code, message] = [options.get("code"), options.get("message")];
  return {
    kind: "operation",
    fate: { outcome: value, ...(code !== undefined && { code }), ...(message !== undefined && { message }) },
  };
}

function readLatency(value: string): FaultEffect {
  const match = /^(\d{1,7})(?:\.\.(\d{1,7}))?$/.exec(value);
  if (match === null)
    throw new FaultScriptError(
      `latency=${value} is no number of milliseconds (latency=200 or latency=100..900)`,
    );
  const from = Number(match[1]);
  const to = match[2] === undefined ? from : Number(match[2]);
  if (to < from) throw new FaultScriptError(`latency=${value} runs backwards`);
  return { kind: "latency", from, to };
}

function wholeNumber(options: ReadonlyMap<string, string>, name: string, least: number): number | undefined {
  const text = options.get(name);
  if (text === undefined) return undefined;
  if (!/^\d{1,7}$/.test(text) || Number(text) < least)
    throw new FaultScriptError(`${name}=${text} is no whole number from ${String(least)}`);
  return Number(text);
}

function readProbability(options: ReadonlyMap<string, string>): number {
  const text = options.get("p");
  if (text === undefined) return 1;
  const value = Number(text);
  if (!/^(?:0|1|0?\.\d+|1\.0+)$/.test(text) || value < 0 || value > 1)
    throw new FaultScriptError(`p=${text} is no probability from 0 to 1`);
  return value;
}
