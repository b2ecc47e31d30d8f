import { say } from "../../../l10n/sentence";
import { endOfText, isBreak, isHexDigit } from "../characters";
import type { Cursor } from "../cursor";
import { foldBreaks } from "./plainScalar";
import type { ScalarText } from "./scalarText";
import { shown, YamlError } from "../yamlError";

const quote = { single: 39, double: 34 } as const;
const backslash = 92;

/** What stands after a backslash in double quotes, and what it means. */
const escapes: ReadonlyMap<number, string> = new Map(
  Object.entries({
    0: "\0",
    a: "\u0007",
    b: "\b",
    t: "\t",
    "\t": "\t",
    n: "\n",
    v: "\u000b",
    f: "\f",
    r: "\r",
    e: "\u001b",
    " ": " ",
    '"': '"',
    "\\": "\\",
    "/": "/",
    N: "\u0085",
    _: "\u00a0",
    L: "\u2028",
    P: "\u2029",
  }).map(([letter, meaning]) => [letter.charCodeAt(0), meaning]),
);

/** `\xNN`, `\uNNNN`, `\UNNNNNNNN`: how many hexadecimal digits follow. */
const codeLengths: ReadonlyMap<number, number> = new Map([
  [120, 2],
  [117, 4],
  [85, 8],
]);

/** Reads a scalar in single or double quotes; the cursor stands on the first quote and ends after the last. */
export function readQuotedScalar(cursor: Cursor, style: "single" | "double", out: ScalarText): void {
  const start = cursor.offset;
  const last = quote[style];
  cursor.offset++;
  readWords(cursor, style, start, out);
  while (cursor.peek() !== last) {
    readSpaces(cursor, start, out);
    readWords(cursor, style, start, out);
  }
  cursor.offset++;
}

function readWords(cursor: Cursor, style: "single" | "double", start: number, out: ScalarText): void {
  for (;;) {
    const from = cursor.offset;
    skipOrdinary(cursor);
    out.verbatim(cursor.text, from, cursor.offset);
    const code = cursor.peek();
    if (style === "single") {
      if (code === quote.single && cursor.peek(1) === quote.single) {
        out.standIn("'", cursor.offset);
        cursor.offset += 2;
        continue;
      }
      if (code !== quote.double && code !== backslash) return;
    } else if (code === backslash) {
      readEscape(cursor, start, out);
      continue;
    } else if (code !== quote.single) {
      return;
    }
    out.verbatim(cursor.text, cursor.offset, cursor.offset + 1);
    cursor.offset++;
  }
}

const ordinary = /[^'"\\ \t\r\n\u0085\u2028\u2029]*/y;

function skipOrdinary(cursor: Cursor): void {
  ordinary.lastIndex = cursor.offset;
  ordinary.test(cursor.text);
  cursor.offset = ordinary.lastIndex;
}

function readEscape(cursor: Cursor, start: number, out: ScalarText): void {
  const source = cursor.offset;
  cursor.offset++;
  const code = cursor.peek();
  const meaning = escapes.get(code);
  if (meaning !== undefined && code !== endOfText) {
    cursor.offset++;
    out.standIn(meaning, source);
    return;
  }
  const length = codeLengths.get(code);
  if (length !== undefined) {
    cursor.offset++;
    out.standIn(readCode(cursor, length, start), source);
    return;
  }
  if (!isBreak(code)) {
    const message = say`A backslash before ${shown(cursor.text, cursor.offset)} means nothing in double quotes. Write "\\\\" for a backslash, or use single quotes.`;
    throw new YamlError(message, cursor.offset, start);
  }
  cursor.takeBreak();
  out.standIn(readBlankLines(cursor, start), source);
}

function readCode(cursor: Cursor, length: number, start: number): string {
  for (let i = 0; i < length; i++) {
    if (!isHexDigit(cursor.peek(i))) {
      const message = say`This escape requires ${length} hexadecimal digits.`;
      throw new YamlError(message, cursor.offset, start);
    }
  }
  const code = Number.parseInt(cursor.text.slice(cursor.offset, cursor.offset + length), 16);
  if (code > 0x10ffff) {
    throw new YamlError(say`This escape names a character that does not exist.`, cursor.offset, "unplaced");
  }
  cursor.offset += length;
  return String.fromCodePoint(code);
}

function readSpaces(cursor: Cursor, start: number, out: ScalarText): void {
  const from = cursor.offset;
  while (cursor.peek() === 32 || cursor.peek() === 9) cursor.offset++;
  const code = cursor.peek();
  if (code === endOfText) throw new YamlError(say`The closing quote is missing.`, cursor.offset, start);
  if (!isBreak(code)) {
    out.verbatim(cursor.text, from, cursor.offset);
    return;
  }
  const source = cursor.offset;
  const first = cursor.takeBreak();
  out.standIn(foldBreaks(first, readBlankLines(cursor, start)), source);
}

function readBlankLines(cursor: Cursor, start: number): string {
  let breaks = "";
  for (;;) {
    if (cursor.atDocumentMark()) {
      throw new YamlError(say`The closing quote is missing before this document mark.`, cursor.offset, start);
    }
    while (cursor.peek() === 32 || cursor.peek() === 9) cursor.offset++;
    if (!isBreak(cursor.peek())) return breaks;
    breaks += cursor.takeBreak();
  }
}
