/** The marks of a template and the tokens in them. Source: the lexer of Jinja2 3.1. */

export interface Token {
  readonly kind: "name" | "string" | "number" | "operator";
  /** As written; of a string, what stands between its quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Mark {
  /** `{{ … }}` prints an expression, `{% … %}` holds a statement. */
  readonly kind: "value" | "statement";
  readonly start: number;
  readonly tokens: readonly Token[];
}

const word =
  /\s+|([\p{L}_][\p{L}\p{N}_]*)|("(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*')|(\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?)|(\/\/|\*\*|[=!<>]=|[-+*/%~()[\]{}.,:;|<>=])/uy;
const openings = "([{";
const closings = ")]}";

/**
 * The marks from offset `from` on; comments and raw blocks are left out. `undefined` where a mark never ends or holds what
 * Jinja does not read. Linear in the text.
 */
export function readMarks(text: string, from: number): Mark[] | undefined {
  const marks: Mark[] = [];
  const opening = /\{[{%#]/gu;
  opening.lastIndex = from;
  for (let found = opening.exec(text); found !== null; found = opening.exec(text)) {
    const start = found.index;
    if (found[0] === "{#") {
      const end = text.indexOf("#}", start + 2);
      if (end < 0) return undefined;
      opening.lastIndex = end + 2;
      continue;
    }
    const kind = found[0] === "{{" ? "value" : "statement";
    const read = readTokens(text, start + 2, kind === "value" ? "}}" : "%}");
    if (read === undefined) return undefined;
    opening.lastIndex = read.end;
    if (kind === "statement" && read.tokens[0]?.text === "raw") opening.lastIndex = endOfRaw(text, read.end);
    else marks.push({ kind, start, tokens: read.tokens });
  }
  return marks;
}

/** The tokens up to the end of a mark, which does not count inside brackets. */
function readTokens(text: string, from: number, close: string): { tokens: Token[]; end: number } | undefined {
  const tokens: Token[] = [];
  let depth = 0;
  let at = /[-+]/u.test(text.charAt(from)) ? from + 1 : from;
  for (;;) {
    if (depth === 0) {
      const sign = text.startsWith(close, at) ? 0 : 1;
      if (sign === 0 || (/[-+]/u.test(text.charAt(at)) && text.startsWith(close, at + 1)))
        return { tokens, end: at + sign + 2 };
    }
    word.lastIndex = at;
    const found = word.exec(text);
    if (found === null) return undefined;
    const [all, name, quoted, number, operator] = found;
    const place = { start: at, end: at + all.length };
    at = place.end;
    if (name !== undefined) tokens.push({ kind: "name", text: name, ...place });
    else if (quoted !== undefined) tokens.push({ kind: "string", text: quoted.slice(1, -1), ...place });
    else if (number !== undefined) at = pushNumber(tokens, number, place.start);
    else if (operator !== undefined) {
      tokens.push({ kind: "operator", text: operator, ...place });
      if (openings.includes(operator)) depth++;
      else if (closings.includes(operator)) depth--;
      if (depth < 0) return undefined;
    }
  }
}

/** Behind a dot a number is an index: `keys.0.1` holds two. */
function pushNumber(tokens: Token[], number: string, start: number): number {
  const text = tokens.at(-1)?.text === "." ? (/^[\d_]+/u.exec(number)?.[0] ?? number) : number;
  tokens.push({ kind: "number", text, start, end: start + text.length });
  return start + text.length;
}

function endOfRaw(text: string, from: number): number {
  const end = /\{%[-+]?\s*endraw\s*[-+]?%\}/gu;
  end.lastIndex = from;
  return end.exec(text) === null ? text.length : end.lastIndex;
}
