/** One word of a query. `line` and `column` start at 1. */
export interface Token {
  readonly kind: "name" | "text" | "number" | "timespan" | "symbol" | "end";
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** The query breaks Kusto's grammar, or uses a part of it that the practice cloud does not have. */
export class QueryError extends Error {
  override readonly name = "QueryError";
  readonly token: Token;

  constructor(message: string, token: Token) {
    super(message);
    this.token = token;
  }
}

const patterns: readonly (readonly [Token["kind"] | "blank", RegExp])[] = [
  ["blank", /(?:\s+|\/\/[^\n]*)+/y],
  ["timespan", /\d+(?:\.\d+)?(?:d|h|m|s|ms)\b/y],
  ["number", /\d+(?:\.\d+)?/y],
  ["name", /\$?[A-Za-z_][A-Za-z0-9_]*(?:-(?:away|expand|keep|rename|reorder)\b)?/y],
  ["text", /@?'(?:[^'\\\n]|\\.)*'|@?"(?:[^"\\\n]|\\.)*"/y],
  ["symbol", /![a-z~]+~?|in~|==|=~|!=|!~|<=|>=|<>|\.\.|[|()[\]{},.=<>+\-*/%:;]/y],
];

const negations = new Set(["!in", "!in~", "!contains", "!startswith", "!endswith", "!has", "!between", "!~"]);

export function tokenize(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = 0;
  const place = (): { line: number; column: number } => {
    const before = query.slice(0, position).split("\n");
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  };
  while (position < query.length) {
    const [kind, text] = next(query, position);
    if (kind !== "blank") {
      const token: Token = { kind: kind ?? "symbol", text, ...place() };
      if (kind === undefined || (/^![a-z]/.test(text) && !negations.has(text)))
        throw new QueryError("unexpected character", token);
      tokens.push(token);
    }
    position += text.length;
  }
  tokens.push({ kind: "end", text: "", ...place() });
  return tokens;
}

function next(query: string, position: number): readonly [Token["kind"] | "blank" | undefined, string] {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = position;
    const text = pattern.exec(query)?.[0];
    if (text === undefined) continue;
    // `in~` is one word, but a name ends before the tilde.
    if (kind === "name" && text.toLowerCase() === "in" && query.charAt(position + 2) === "~")
      return ["symbol", "in~"];
    return [kind, text];
  }
  return [undefined, query.charAt(position)];
}

/** The value of a text token: quotes off, escapes read; verbatim after `@`. */
export function unquote(text: string): string {
  if (text.startsWith("@")) return text.slice(2, -1);
  return text.slice(1, -1).replace(/\\(.)/g, (_, escaped: string) => escapes[escaped] ?? escaped);
}

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };
