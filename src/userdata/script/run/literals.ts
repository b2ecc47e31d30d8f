import type { MappedText } from "../text/mappedText";
import type { Piece, TextPiece } from "../value";

/** How a backslash reads: before anything in bare text, before a few characters in double quotes and here-documents. */
export type Quoting = "bare" | "double" | "here";

/** A piece whose characters stand in the source as they are. */
export function exactPiece(source: MappedText, start: number, end: number): TextPiece {
  return { kind: "text", text: source.text.slice(start, end), source, start, end, exact: true };
}

/** A piece whose text differs from what is written: all of it maps to the whole range. */
export function decodedPiece(source: MappedText, start: number, end: number, text: string): TextPiece {
  return { kind: "text", text, source, start, end, exact: false };
}

/**
 * Reads literal shell text from `start` to `end`, taking backslashes out, in pieces that map exactly.
 * `value` is what the parser read: where the two differ, the parser is believed and the mapping is coarse.
 */
export function literalPieces(
  source: MappedText,
  start: number,
  end: number,
  quoting: Quoting,
  value: string,
): Piece[] {
  if (source.text.slice(start, end) === value) return start === end ? [] : [exactPiece(source, start, end)];
  const pieces = unescaped(source, start, end, quoting);
  const joined = pieces.map((piece) => piece.text).join("");
  return joined === value ? pieces : [decodedPiece(source, start, end, value)];
}

function unescaped(source: MappedText, start: number, end: number, quoting: Quoting): TextPiece[] {
  const pieces: TextPiece[] = [];
  const { text } = source;
  let from = start;
  for (let i = start; i < end - 1; i++) {
    const next = text[i + 1] ?? "";
    if (text[i] !== "\\" || !dropsBackslash(next, quoting)) continue;
    if (i > from) pieces.push(exactPiece(source, from, i));
    from = next === "\n" ? i + 2 : i + 1;
    i++;
  }
  if (end > from) pieces.push(exactPiece(source, from, end));
  return pieces;
}

function dropsBackslash(next: string, quoting: Quoting): boolean {
  if (quoting === "bare") return true;
  return (
    next === "$" || next === "`" || next === "\\" || next === "\n" || (quoting === "double" && next === '"')
  );
}
