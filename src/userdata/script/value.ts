import type { MappedText, Run, Span } from "./text/mappedText";
import { joinedText } from "./text/mappedText";

/** Text that is certain, with the place that it was written at. */
export interface TextPiece {
  readonly kind: "text";
  readonly text: string;
  readonly source: MappedText;
  readonly start: number;
  readonly end: number;
  /** Whether character i of `text` is character `start + i` of the source. */
  readonly exact: boolean;
}

/** Text that only the running VM knows: an unset variable, the output of a command. */
export interface UnknownPiece {
  readonly kind: "unknown";
  /** As written, for example `$(uuidgen)`. */
  readonly written: string;
  /** Two pieces with the same id have the same text at run time. */
  readonly id: string;
  /** The command whose output this is. */
  readonly program?: string;
  /** The commands of the substitution, as a range of the analysis' commands: from the first up to, but without, the end. */
  readonly ran?: readonly [first: number, end: number];
  readonly span: Span;
}

export type Piece = TextPiece | UnknownPiece;

/** What a word or variable holds: known and unknown text in order. */
export type Value = readonly Piece[];

/** More than this in one value is held as unknown: doubling assignments must not eat the memory. */
const MAX_PIECES = 150;
const MAX_TEXT_LENGTH = 131_072;

/** The value's text when all of it is certain. */
export function literal(value: Value): string | undefined {
  const [only] = value;
  if (only !== undefined && value.length === 1) return only.kind === "text" ? only.text : undefined;
  let text = "";
  for (const piece of value) {
    if (piece.kind === "unknown") return undefined;
    text += piece.text;
  }
  return text;
}

/** The value as a reader would write it: unknown parts stand as in the script. */
export function written(value: Value): string {
  const [only] = value;
  if (only !== undefined && value.length === 1) return only.kind === "text" ? only.text : only.written;
  return value.map((piece) => (piece.kind === "text" ? piece.text : piece.written)).join("");
}

/** The value's text with every unknown part replaced by `filler`. */
export function filled(value: Value, filler: string): string {
  return value.map((piece) => (piece.kind === "text" ? piece.text : filler)).join("");
}

/** The certain text that the value starts with. */
export function knownStart(value: Value): string {
  let text = "";
  for (const piece of value) {
    if (piece.kind === "unknown") break;
    text += piece.text;
  }
  return text;
}

export type Comparison = "same" | "different" | "unknown";

/** Whether two values are the same at run time, as far as the text tells. ARM names and ids ignore case. */
export function compareValues(left: Value, right: Value): Comparison {
  const [a, b] = [literal(left), literal(right)];
  if (a !== undefined && b !== undefined) return a.toLowerCase() === b.toLowerCase() ? "same" : "different";
  const keys = [left, right].map((value) =>
    value.map((piece) => (piece.kind === "text" ? piece.text : `\u0000${piece.id}\u0000`)).join(""),
  );
  return keys[0] === keys[1] ? "same" : "unknown";
}

/** Where the value was written. Pieces from several places give the place of the first. */
export function valueSpan(value: Value): Span | undefined {
  const spans = value.map((piece) =>
    piece.kind === "text" ? piece.source.span(piece.start, piece.end) : piece.span,
  );
  const first = spans[0];
  if (first === undefined) return undefined;
  const last = spans[spans.length - 1] ?? first;
  return last.end < first.end ? first : { start: first.start, end: last.end };
}

/** Holds the value within bounds; `id` names the unknown that stands for one that is too large. */
export function bounded(value: Value, id: string): Value {
  let size = 0;
  for (const piece of value) size += piece.kind === "text" ? piece.text.length : 0;
  if (value.length <= MAX_PIECES && size <= MAX_TEXT_LENGTH) return value;
  const span = valueSpan(value) ?? { start: 0, end: 0 };
  return [{ kind: "unknown", written: "…", id, span }];
}

/** The value as text to read as a script; an unknown part stands as it was written. */
export function valueText(value: Value): MappedText {
  return joinedText(value.map(pieceRun));
}

function pieceRun(piece: Piece): Run {
  if (piece.kind === "unknown") return { text: piece.written, span: () => piece.span };
  const { source, start, end, exact } = piece;
  return {
    text: piece.text,
    span: (from, to) => (exact ? source.span(start + from, start + to) : source.span(start, end)),
  };
}

/** A regular expression would look for the end from every newline. */
function lengthWithoutNewlines(text: string): number {
  let end = text.length;
  while (text[end - 1] === "\n") end--;
  return end;
}

/** Drops what the shell drops from the end of a command substitution. */
export function withoutTrailingNewlines(value: Value): Value {
  const pieces = [...value];
  for (let last = pieces.at(-1); last?.kind === "text"; last = pieces.at(-1)) {
    const kept = last.text.slice(0, lengthWithoutNewlines(last.text));
    if (kept.length === last.text.length) break;
    pieces.pop();
    if (kept === "") continue;
    const end = last.exact ? last.start + kept.length : last.end;
    pieces.push({ ...last, text: kept, end });
    break;
  }
  return pieces;
}
