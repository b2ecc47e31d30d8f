import type { Reader } from "./reader";
import { passBashPart, passPair } from "./bashWords";
import { next } from "./tokens";

const unary = /^-[abcdefghknoprstuvwxzGLNORS]$/u;
const binary = /^(?:=|==|!=|=~|-ef|-nt|-ot|-eq|-ne|-lt|-le|-gt|-ge)$/u;

/** Reads the expression of `[[ … ]]`; the reader stands at `[[`, and is left at `]]`. */
export function readCondition(reader: Reader): void {
  advance(reader);
  either(reader);
  if (!reader.is("]]")) reader.unexpected("condition");
}

function advance(reader: Reader): void {
  do next(reader);
  while (reader.has("newline"));
}

function either(reader: Reader): void {
  for (;;) {
    term(reader);
    if (!reader.has("&&") && !reader.has("||")) return;
    advance(reader);
  }
}

function term(reader: Reader): void {
  if (reader.has("(")) {
    group(reader);
    return;
  }
  if (!reader.has("word") || reader.is("]]")) reader.unexpected("condition");
  if (reader.is("!")) {
    advance(reader);
    term(reader);
    return;
  }
  const word = reader.plain ? reader.token : "";
  if (unary.test(word)) {
    operand(reader);
    return;
  }
  next(reader);
  const operator = reader.has("word") && reader.plain ? reader.token : "";
  if (binary.test(operator)) {
    operand(reader, operator);
    return;
  }
  if (reader.has("redirect") && (reader.token === "<" || reader.token === ">")) {
    operand(reader);
    return;
  }
  if (reader.has("newline") || (reader.has("word") && !reader.is("]]"))) reader.unexpected("condition");
}

function group(reader: Reader): void {
  reader.open("(", reader.start, ")");
  advance(reader);
  either(reader);
  if (!reader.has(")")) reader.unexpected("condition");
  reader.close();
  advance(reader);
}

/** Behind an operator a word is due; patterns and expressions have more characters than others. */
function operand(reader: Reader, operator = ""): void {
  const { extendedPatterns } = reader;
  reader.extendedPatterns ||= /^(?:=|==|!=)$/u.test(operator);
  if (operator === "=~") readExpression(reader);
  else next(reader);
  reader.extendedPatterns = extendedPatterns;
  if (!reader.has("word") || reader.is("]]")) reader.unexpected("condition");
  advance(reader);
}

/** A regular expression: `(`, `|` and what stands in parentheses belong to the word. */
function readExpression(reader: Reader): void {
  const { text } = reader;
  while (text[reader.at] === " " || text[reader.at] === "\t") reader.at++;
  reader.start = reader.at;
  reader.kind = "word";
  reader.plain = true;
  for (; reader.at < text.length;) {
    const mark = text.charAt(reader.at);
    if (/[\s;&<>)]/u.test(mark)) break;
    if (mark === "(") passPair(reader, reader.at, "(", ")", false);
    else if (/[\\'"`$]/u.test(mark)) passBashPart(reader, false);
    else {
      reader.at++;
      continue;
    }
    reader.plain = false;
  }
  reader.end = reader.at;
  if (reader.end === reader.start) next(reader);
}
