/** The statements of a template: the names that they define, and what their expressions use. */
import { Expression } from "./expression";
import { NotRead } from "./tokenCursor";
import type { Mark, Token } from "./tokens";
import type { Uses } from "./uses";

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

/** Evaluates what a mark holds. Throws `NotRead`. */
export function followMark({ kind, tokens }: Mark, uses: Uses): void {
  const statement = kind === "statement";
  const read = new Expression(statement ? tokens.slice(1) : tokens, uses);
  if (statement) follow(tokens[0]?.text ?? "", read);
  else read.print(read.tuple());
  if (!read.done) throw new NotRead();
}

function follow(word: string, read: Expression): void {
  switch (word) {
    case "if":
    case "elif":
      read.truth(read.tuple());
      break;
    case "print":
      read.print(read.tuple());
      break;
    case "do":
      read.items(read.tuple());
      break;
    case "for":
      skipTo(read, "in");
      read.items(read.tuple(() => read.either()));
      if (read.takes("if")) read.truth(read.value());
      read.takes("recursive");
      break;
    case "set":
      skipTo(read, "=");
      if (!read.done) read.items(read.tuple());
      break;
    default:
      // Arguments, names of blocks and files: what they use is not followed.
      while (!read.done) read.at++;
  }
}

/** Past the first of these; to the end where there is none. */
function skipTo(read: Expression, text: string): void {
  while (!read.done && !read.takes(text)) read.at++;
}
