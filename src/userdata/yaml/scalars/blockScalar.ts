import { say } from "../../../l10n/sentence";
import { endOfText, isBreak, isBreakOrEnd, isDigit, isSpaceOrEnd } from "../characters";
import type { Cursor } from "../cursor";
import type { ScalarText } from "./scalarText";
import { shown, YamlError } from "../yamlError";

interface Head {
  /** `-` drops the last line break, `+` keeps all, nothing keeps one. */
  readonly chomping: "strip" | "clip" | "keep";
  /** How much deeper than the parent the text is, when the head says so. */
  readonly increment: number | undefined;
}

/**
 * Reads a scalar after `|` or `>`; the cursor stands on that mark. Its lines are indented deeper than `parentIndent`.
 * Gives the end of its last line.
 */
export function readBlockScalar(
  cursor: Cursor,
  style: "literal" | "folded",
  parentIndent: number,
  out: ScalarText,
): number {
  const start = cursor.offset;
  cursor.offset++;
  const head = readHead(cursor, start);
  let end = skipRestOfHead(cursor, start);
  const leastIndent = Math.max(1, parentIndent + 1);
  const opening = { source: cursor.offset, text: "" };
  let indent: number;
  if (head.increment === undefined) {
    const found = readLeadingLines(cursor);
    indent = Math.max(leastIndent, found.indent);
    opening.text = found.breaks;
  } else {
    indent = leastIndent + head.increment - 1;
    opening.text = readBreaks(cursor, indent);
  }

  let blank = opening;
  let lineBreak = "";
  let lineBreakAt = end;
  while (cursor.column === indent && cursor.peek() !== endOfText) {
    out.standIn(blank.text, blank.source);
    const leadsWithBlank = isBlank(cursor.peek());
    const from = cursor.offset;
    cursor.skipToBreak();
    out.verbatim(cursor.text, from, cursor.offset);
    end = lineBreakAt = cursor.offset;
    lineBreak = cursor.takeBreak();
    const source = cursor.offset;
    blank = { source, text: readBreaks(cursor, indent) };
    if (cursor.column !== indent || cursor.peek() === endOfText) break;
    const folds = style === "folded" && lineBreak === "\n" && !leadsWithBlank && !isBlank(cursor.peek());
    if (!folds) out.standIn(lineBreak, lineBreakAt);
    else if (blank.text === "") out.standIn(" ", lineBreakAt);
  }
  if (head.chomping !== "strip") out.standIn(lineBreak, lineBreakAt);
  if (head.chomping === "keep") out.standIn(blank.text, blank.source);
  return end;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

function readHead(cursor: Cursor, start: number): Head {
  let chomping: Head["chomping"] | undefined;
  let increment: number | undefined;
  for (let i = 0; i < 2; i++) {
    const code = cursor.peek();
    if (chomping === undefined && (code === 43 || code === 45)) {
      chomping = code === 43 ? "keep" : "strip";
    } else if (increment === undefined && isDigit(code)) {
      increment = code - 48;
      if (increment === 0) {
        const message = say`The indentation of a block scalar is 1 to 9.`;
        throw new YamlError(message, cursor.offset, start);
      }
    } else {
      break;
    }
    cursor.offset++;
  }
  if (!isSpaceOrEnd(cursor.peek())) {
    const message = say`${shown(cursor.text, cursor.offset)} is not allowed after "|" or ">": the text starts on the next line.`;
    throw new YamlError(message, cursor.offset, start);
  }
  return { chomping: chomping ?? "clip", increment };
}

/** Spaces and a comment. Gives the end of the head. */
function skipRestOfHead(cursor: Cursor, start: number): number {
  const end = cursor.offset;
  cursor.skipSpaces();
  if (cursor.peek() === 35) cursor.skipToBreak();
  if (!isBreakOrEnd(cursor.peek())) {
    const message = say`Only a comment is allowed after "|" or ">" on its line: the text starts on the next line.`;
    throw new YamlError(message, cursor.offset, start);
  }
  cursor.takeBreak();
  return end;
}

/** Blank lines before the text; the deepest space among them and before the first word is its indentation. */
function readLeadingLines(cursor: Cursor): { breaks: string; indent: number } {
  let breaks = "";
  let indent = 0;
  for (;;) {
    cursor.skipSpaces();
    indent = Math.max(indent, cursor.column);
    if (!isBreak(cursor.peek())) return { breaks, indent };
    breaks += cursor.takeBreak();
  }
}

function readBreaks(cursor: Cursor, indent: number): string {
  let breaks = "";
  for (;;) {
    cursor.skipSpaces(cursor.lineStart + indent);
    if (!isBreak(cursor.peek())) return breaks;
    breaks += cursor.takeBreak();
  }
}
