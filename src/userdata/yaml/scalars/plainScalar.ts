import { codesOf, endOfText, isBlankOrEnd, isBreak, isBreakOrEnd, isFlowMark } from "../characters";
import type { Cursor } from "../cursor";
import type { ScalarText } from "./scalarText";

export interface PlainEnd {
  /** Where the scalar ends; the cursor has gone on over spaces and line breaks. */
  readonly end: number;
  /** Whether a line break lies between that end and the cursor. */
  readonly brokeLine: boolean;
}

/** Reads an unquoted scalar. It continues over lines that are indented deeper than `parentIndent`; inside `[ ]` or `{ }` over any. */
export function readPlainScalar(
  cursor: Cursor,
  parentIndent: number,
  flow: boolean,
  out: ScalarText,
): PlainEnd {
  const { text } = cursor;
  // What is certain to belong to the scalar goes from `start` to `end` in one piece, as far as no line breaks.
  let start = cursor.offset;
  let end = start;
  let fold: Fold | undefined;
  while (cursor.peek() !== 35) {
    const length = runLength(cursor, flow);
    if (length === 0) break;
    if (fold !== undefined) {
      out.verbatim(text, start, end);
      out.standIn(fold.text, fold.source);
      start = cursor.offset;
    }
    end = cursor.offset += length;
    cursor.skipSpaces();
    fold = isBreak(cursor.peek()) ? readFold(cursor) : undefined;
    if (fold === undefined ? cursor.offset === end : fold.ends) break;
    if (!flow && cursor.column <= parentIndent) break;
  }
  out.verbatim(text, start, end);
  return { end, brokeLine: fold !== undefined };
}

const blockRun = /[^ \t\r\n\u0085\u2028\u2029:]*/y;
const flowRun = /[^ \t\r\n\u0085\u2028\u2029:?,[\]{}]*/y;

/** How many characters from here belong to the scalar without a blank. */
function runLength(cursor: Cursor, flow: boolean): number {
  const { text, offset } = cursor;
  const run = flow ? flowRun : blockRun;
  let at = offset;
  for (;;) {
    run.lastIndex = at;
    run.test(text);
    at = run.lastIndex;
    if (text.charCodeAt(at) !== 58) return at - offset;
    const after = at + 1 < text.length ? text.charCodeAt(at + 1) : endOfText;
    if (isBlankOrEnd(after) || (flow && isFlowMark(after))) return at - offset;
    at++;
  }
}

/** The line breaks between two words of the scalar. */
interface Fold {
  readonly source: number;
  /** What the line breaks stand for. */
  readonly text: string;
  /** No word can follow: a document mark stands here. */
  readonly ends: boolean;
}

function readFold(cursor: Cursor): Fold {
  const source = cursor.offset;
  const first = cursor.takeBreak();
  let more = "";
  let ends = cursor.atDocumentMark();
  while (!ends && (cursor.peek() === 32 || isBreak(cursor.peek()))) {
    if (cursor.peek() === 32) {
      cursor.offset++;
      continue;
    }
    more += cursor.takeBreak();
    ends = cursor.atDocumentMark();
  }
  return { source, text: foldBreaks(first, more), ends };
}

/** One break becomes a space; of several the first is dropped. U+2028 and U+2029 always stay. */
export function foldBreaks(first: string, more: string): string {
  if (first !== "\n") return first + more;
  return more === "" ? " " : more;
}

/** Whether a scalar can start with this character, when no other mark claims it. */
export function startsPlainScalar(cursor: Cursor, flow: boolean): boolean {
  const code = cursor.peek();
  if (code === endOfText || isBreakOrEnd(code)) return false;
  if (!isIndicator(code)) return true;
  if (isBlankOrEnd(cursor.peek(1))) return false;
  return code === 45 || (!flow && (code === 63 || code === 58));
}

const indicators = codesOf(" \t-?:,[]{}#&*!|>'\"%@`");

function isIndicator(code: number): boolean {
  return indicators.has(code);
}
