/** The statements of a template: the names that they define, and what their expressions use. */
import { Expression } from "./expression";
import { NotRead } from "./tokenCursor";
import type { Mark, Token } from "./tokens";
import type { Uses } from "./uses";
import { isFalse, known, type Value } from "./value";

/** Names that stand for something inside blocks of a kind. */
const blockNames: Readonly<Record<string, readonly string[]>> = {
  for: ["loop"],
  macro: ["varargs", "kwargs", "caller"],
  call: ["caller"],
  block: ["super"],
};

/** The names that the statements define, wherever in the template that is. */
export function boundNames(marks: readonly Mark[]): ReadonlySet<string> {
  const bound = new Set<string>();
  for (const { kind, tokens } of marks) {
    if (kind === "value") continue;
    const word = tokens[0]?.text ?? "";
    for (const name of blockNames[word] ?? []) bound.add(name);
    for (const { kind: type, text } of tokens.slice(1, endOfNames(word, tokens)))
      if (type === "name") bound.add(text);
  }
  return bound;
}

/** Where the names end that a statement defines. What is taken for a name and is none costs a finding, no more. */
function endOfNames(word: string, tokens: readonly Token[]): number {
  const before = (text: string): number => {
    const end = tokens.findIndex((token) => token.text === text);
    return end < 0 ? tokens.length : end;
  };
  switch (word) {
    case "for":
      return before("in");
    case "set":
      return before("=");
    case "with":
    case "macro":
    case "import":
    case "from":
      return tokens.length;
    case "call":
      return tokens[1]?.text === "(" ? before(")") : 1;
    default:
      return 1;
  }
}

/** Evaluates the marks in their order, but for branches that are never taken. Throws `NotRead`. */
export function followMarks(marks: readonly Mark[], uses: Uses): void {
  /** The blocks around a mark that have branches, and whether the present one is never taken. */
  const never: boolean[] = [];
  for (const { kind, tokens } of marks) {
    const word = kind === "statement" ? (tokens[0]?.text ?? "") : undefined;
    if (word === "endif" || word === "endfor") never.pop();
    if (word === "else" || word === "elif") never[never.length - 1] = false;
    const skipped = never.includes(true);
    if (word === "if" || word === "for") never.push(false);
    if (skipped) continue;
    const read = new Expression(word === undefined ? tokens : tokens.slice(1), uses);
    const value = word === undefined ? read.tuple() : follow(word, read);
    if (word === undefined) read.print(value);
    else if (word === "if" || word === "elif" || word === "for") never[never.length - 1] = isFalse(value);
    if (!read.done) throw new NotRead();
  }
}

/** @returns the condition of `if` and `elif`, the list of `for` */
function follow(word: string, read: Expression): Value {
  switch (word) {
    case "if":
    case "elif": {
      const condition = read.tuple();
      read.truth(condition);
      return condition;
    }
    case "print":
      read.print(read.tuple());
      return known;
    case "do":
      read.items(read.tuple());
      return known;
    case "for": {
      skipTo(read, "in");
      const list = read.tuple(() => read.either());
      read.items(list);
      if (read.takes("if")) read.truth(read.value());
      read.takes("recursive");
      return list;
    }
    case "set":
      skipTo(read, "=");
      if (!read.done) read.items(read.tuple());
      return known;
    default:
      // Arguments, names of blocks and files: what they use is not followed.
      while (!read.done) read.at++;
      return known;
  }
}

/** Past the first of these; to the end where there is none. */
function skipTo(read: Expression, text: string): void {
  while (!read.done && !read.takes(text)) read.at++;
}
