import { readCondition } from "./conditions";
import { declaring } from "./dialects";
import type { Keyword } from "./dialects";
import { leaveOpen } from "./hereDocument";
import { delimiterOf } from "./hereDocuments";
import { passPair } from "./bashWords";
import type { Reader, TokenKind } from "./reader";
import { next } from "./tokens";

/** Reads the commands of a text line by line, as a shell does: what stands before a faulty line has run by then. */
export function readLines(reader: Reader): void {
  for (;;) {
    advance(reader);
    if (reader.has("end")) break;
    if (reader.has("newline")) continue;
    reader.command = reader.start;
    const exits = reader.is("exit");
    readLine(reader);
    if (exits && reader.exit === Infinity) reader.exit = reader.command;
    if (reader.has("end")) break;
  }
  for (const each of reader.documents) leaveOpen(reader, each);
}

function readLine(reader: Reader): void {
  for (;;) {
    readList(reader);
    if (atLineEnd(reader)) return;
    if (!reader.has(";") && !reader.has("&")) reader.unexpected();
    advance(reader);
    if (atLineEnd(reader)) return;
  }
}

function atLineEnd({ kind }: Reader): boolean {
  return kind === "newline" || kind === "end";
}

/** The commands of a substitution, up to its `)`, or of a text that is read at once. */
export function readCommands(reader: Reader, until: ")" | "end"): void {
  advance(reader);
  readBlock(reader, "any");
  if (until === ")" && !reader.has(")")) reader.unexpected();
}

/** The next token where a command may start. */
function advance(reader: Reader): void {
  next(reader, true);
}

function passNewlines(reader: Reader): void {
  while (reader.has("newline")) advance(reader);
}

/** Commands up to what ends them, which the caller looks at. The reader stands at their first token. */
function readBlock(reader: Reader, count: "some" | "any"): void {
  passNewlines(reader);
  if (count === "any" && endsBlock(reader)) return;
  for (;;) {
    readList(reader);
    if (reader.has(";") || reader.has("&")) advance(reader);
    else if (!reader.has("newline")) return;
    passNewlines(reader);
    if (endsBlock(reader)) return;
  }
}

/** What may stand behind a block; whether it may stand behind this one, the caller knows. */
const ends: ReadonlySet<TokenKind> = new Set<TokenKind>([")", ";;", ";&", ";;&", "end"]);

function endsBlock(reader: Reader): boolean {
  if (reader.has("word")) return keywordAt(reader) === "closer";
  return ends.has(reader.kind);
}

/** How keywords start: most words need no look at the table. */
const begins = new Uint8Array(128);
for (const mark of "iwufsctedn!{}[") begins[mark.charCodeAt(0)] = 1;

function keywordAt({ grammar, kind, plain, start, end, text }: Reader): Keyword | undefined {
  if (kind !== "word" || !plain || end - start > 8 || begins[text.charCodeAt(start)] !== 1) return undefined;
  return grammar.keywords.get(text.slice(start, end));
}

/** Pipelines joined by `&&` and `||`. */
function readList(reader: Reader): void {
  for (;;) {
    readPipeline(reader);
    if (!reader.has("&&") && !reader.has("||")) return;
    advance(reader);
    passNewlines(reader);
  }
}

function readPipeline(reader: Reader): void {
  if (readPrefixes(reader)) return;
  for (;;) {
    readCommand(reader);
    if (!reader.has("|") && !reader.has("|&")) return;
    advance(reader);
    passNewlines(reader);
  }
}

/** `!` and `time`; says whether there is no command behind them, which bash allows. */
function readPrefixes(reader: Reader): boolean {
  let found = false;
  for (;;) {
    const keyword = keywordAt(reader);
    if (keyword !== "!" && keyword !== "time") break;
    if (found && !reader.grammar.extended) break;
    found = true;
    advance(reader);
    if (keyword === "time" && reader.is("-p")) advance(reader);
    if (keyword === "time" && reader.is("--")) advance(reader);
  }
  return found && reader.grammar.extended && (reader.has(";") || atLineEnd(reader));
}

function readCommand(reader: Reader): void {
  if (reader.has("word")) {
    const keyword = keywordAt(reader);
    if (keyword === undefined) readSimple(reader);
    else readCompound(reader, keyword);
  } else if (reader.has("(")) readParentheses(reader);
  else if (reader.has("redirect")) readSimple(reader);
  else reader.unexpected();
}

function readCompound(reader: Reader, keyword: Keyword): void {
  switch (keyword) {
    case "if":
      readIf(reader);
      break;
    case "while":
    case "until":
      reader.open(keyword, reader.start, "done");
      readPart(reader, "do");
      readPart(reader, "done");
      break;
    case "for":
    case "select":
      readFor(reader, keyword);
      break;
    case "case":
      readCase(reader);
      break;
    case "{":
      reader.open("{", reader.start, "}");
      readPart(reader, "}");
      break;
    case "[[":
      reader.open("[[", reader.start, "]]");
      readCondition(reader);
      break;
    case "function":
      readNamedFunction(reader);
      return;
    case "coproc":
      readCoprocess(reader);
      return;
    case "time":
    case "!":
    case "closer":
      reader.unexpected();
  }
  finishCompound(reader);
}

/** Behind the last token of a compound command. */
function finishCompound(reader: Reader): void {
  reader.close();
  next(reader);
  while (reader.has("redirect")) {
    readTarget(reader);
    next(reader);
  }
}

/** Commands behind the token at hand, up to one of the words that may follow them. */
function readPart(reader: Reader, ...ends: readonly string[]): void {
  reader.expect(ends.at(-1) ?? "");
  advance(reader);
  readBlock(reader, "some");
  if (!ends.some((end) => reader.is(end))) reader.unexpected();
}

function readIf(reader: Reader): void {
  reader.open("if", reader.start, "fi");
  do {
    readPart(reader, "then");
    readPart(reader, "elif", "else", "fi");
  } while (reader.is("elif"));
  if (reader.is("else")) readPart(reader, "fi");
}

function readFor(reader: Reader, keyword: "for" | "select"): void {
  reader.open(keyword, reader.start, "do");
  next(reader);
  if (reader.has("(") && reader.grammar.extended && keyword === "for") readForArithmetic(reader);
  else readForWords(reader);
  const braces = reader.grammar.extended && reader.is("{");
  if (!braces && !reader.is("do")) reader.unexpected();
  readPart(reader, braces ? "}" : "done");
}

function readForWords(reader: Reader): void {
  if (!reader.has("word"))
    reader.unexpected(reader.grammar.strictNames && !reader.has("end") ? "name" : "unexpected");
  if (reader.grammar.strictNames && !isVariableName(reader)) reader.unexpected("name");
  next(reader);
  const separated = reader.has(";");
  if (separated) next(reader);
  passNewlines(reader);
  if (separated || !reader.is("in")) return;
  do next(reader);
  while (reader.has("word"));
  if (!reader.has(";") && !reader.has("newline")) reader.unexpected();
  next(reader);
  passNewlines(reader);
}

function isVariableName(reader: Reader): boolean {
  return reader.plain && /^[A-Za-z_]\w*$/u.test(reader.token);
}

function readForArithmetic(reader: Reader): void {
  const { start } = reader;
  const end = arithmeticEnd(reader, start);
  if (end < 0) reader.unexpected("arithmetic");
  const parts = reader.text.slice(start + 2, end - 2).split(";");
  if (parts.length !== 3) reader.unexpected("arithmetic");
  reader.at = end;
  next(reader);
  if (reader.has(";")) next(reader);
  passNewlines(reader);
}

/** The end of `((…))` at `start`; -1 where the two parentheses are not closed together. */
function arithmeticEnd(reader: Reader, start: number): number {
  if (reader.text[start + 1] !== "(") return -1;
  const known = reader.arithmetic.get(start);
  if (known !== undefined) return known;
  passPair(reader, start + 1, "(", ")", false);
  const end = reader.text[reader.at] === ")" ? reader.at + 1 : -1;
  reader.arithmetic.set(start, end);
  return end;
}

/** `(…)`, or `((…))`. */
function readParentheses(reader: Reader): void {
  const { start } = reader;
  const end = reader.grammar.extended ? arithmeticEnd(reader, start) : -1;
  reader.open("(", start, ")");
  reader.at = end < 0 ? start + 1 : end;
  if (end < 0) {
    advance(reader);
    readBlock(reader, "some");
    if (!reader.has(")")) reader.unexpected();
  }
  finishCompound(reader);
}

function readCase(reader: Reader): void {
  reader.open("case", reader.start, "in");
  next(reader);
  if (!reader.has("word")) reader.unexpected();
  next(reader);
  passNewlines(reader);
  if (!reader.is("in")) reader.unexpected();
  reader.expect("esac");
  for (;;) {
    next(reader);
    passNewlines(reader);
    if (reader.is("esac")) return;
    readPatterns(reader);
    advance(reader);
    readBlock(reader, "any");
    if (reader.is("esac")) return;
    if (!reader.has(";;") && !reader.has(";&") && !reader.has(";;&")) reader.unexpected();
  }
}

/** `a | b)` with or without `(`; the reader is left at `)`. */
function readPatterns(reader: Reader): void {
  if (reader.has("(")) next(reader);
  for (;;) {
    if (!reader.has("word")) reader.unexpected();
    next(reader);
    if (!reader.has("|")) break;
    next(reader);
  }
  if (!reader.has(")")) reader.unexpected();
}

function readNamedFunction(reader: Reader): void {
  next(reader);
  if (!reader.has("word")) reader.unexpected();
  advance(reader);
  if (reader.has("(") && reader.text[reader.at] !== "(") {
    const { start, at } = reader;
    advance(reader);
    if (reader.has(")")) advance(reader);
    else {
      // A subshell is a body too: the name's own parentheses may be left out.
      reader.at = at;
      reader.start = start;
      reader.kind = "(";
    }
  }
  readBody(reader);
}

function readCoprocess(reader: Reader): void {
  advance(reader);
  if (reader.has("word") && keywordAt(reader) === undefined) {
    const { at, start, end, plain } = reader;
    advance(reader);
    const named = reader.has("(") || keywordAt(reader) !== undefined;
    if (named && keywordAt(reader) !== "closer") {
      readCommand(reader);
      return;
    }
    Object.assign(reader, { at, start, end, plain, kind: "word" });
  }
  readCommand(reader);
}

function readBody(reader: Reader): void {
  passNewlines(reader);
  const keyword = keywordAt(reader);
  const compound = reader.has("(") || (keyword !== undefined && keyword !== "!" && keyword !== "time");
  if (!compound && !reader.grammar.simpleBodies) reader.unexpected();
  readCommand(reader);
}

/** Special builtins, whose names dash takes for no function. */
const special = /^(?:break|:|continue|\.|eval|exec|exit|export|readonly|return|set|shift|times|trap|unset)$/u;

function readSimple(reader: Reader): void {
  let prefix = true;
  let words = 0;
  let name = "";
  let declares = false;
  for (let count = 0; ; count++) {
    if (reader.has("redirect")) {
      readTarget(reader);
      next(reader, prefix);
      continue;
    }
    if (reader.has("(") && words === 1 && count === 1) {
      readFunction(reader, name);
      return;
    }
    if (!reader.has("word")) return;
    if (prefix && reader.equals && isAssignment(reader)) {
      next(reader, true);
      continue;
    }
    prefix = false;
    words++;
    if (words === 1) {
      name = reader.token;
      declares = declaring.has(name);
    } else if (words === 3 && name === "shopt" && reader.is("extglob")) reader.extendedPatterns = true;
    next(reader, declares);
  }
}

function isAssignment({ text, start, end }: Reader): boolean {
  const code = text.charCodeAt(start);
  const named = (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f;
  return named && /^\w+(?:\[[^\]]*\])?\+?=/u.test(text.slice(start, end));
}

/** `name() body`; the reader stands at `(`. */
function readFunction(reader: Reader, name: string): void {
  next(reader);
  if (!reader.has(")")) reader.unexpected();
  if (reader.grammar.strictNames && (!/^[A-Za-z_]\w*$/u.test(name) || special.test(name)))
    reader.unexpected("name");
  advance(reader);
  readBody(reader);
}

/** The word behind a redirection, which is the token at hand. */
function readTarget(reader: Reader): void {
  const { start, document } = reader;
  next(reader);
  if (!reader.has("word")) reader.unexpected();
  if (document !== undefined) {
    reader.documents.push({ at: start, tabs: document === "<<-", ...delimiterOf(reader.token) });
  }
}
