import type { Position, Range, TextEdit } from "./finding";

/**
 * Turns offsets (UTF-16 units from the start) into positions and back. Lines end at `\n`, `\r\n` or `\r`, as the
 * Language Server Protocol says. Building it costs one pass over the text, a question one binary search.
 */
export class LineIndex {
  readonly text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.text = text;
    this.#starts = lineStarts(text);
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** The offset where a line starts; past the last line, the text's length. */
  startOf(line: number): number {
    return this.#starts[Math.max(0, line)] ?? this.text.length;
  }

  /** A line without its line break. */
  lineText(line: number): string {
    return this.text.slice(this.startOf(line), this.startOf(line + 1)).replace(/[\r\n]+$/, "");
  }

  lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.startOf(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Offsets outside the text count as its start or end. */
  positionAt(offset: number): Position {
    const inside = Math.min(Math.max(0, offset), this.text.length);
    const line = this.lineAt(inside);
    return { line, character: inside - this.startOf(line) };
  }

  /** Positions past a line's end count as that end. */
  offsetAt(position: Position): number {
    const start = this.startOf(position.line);
    const end = position.line + 1 < this.lineCount ? this.startOf(position.line + 1) : this.text.length;
    return Math.min(start + Math.max(0, position.character), end);
  }

  range(start: number, end: number): Range {
    return { start: this.positionAt(start), end: this.positionAt(Math.max(start, end)) };
  }

  edit(start: number, end: number, newText: string): TextEdit {
    return { range: this.range(start, end), newText };
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  if (!text.includes("\r")) {
    // Nearly every text; going from break to break takes a fraction of the time of looking at each character.
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}

/** The text after `edits`, which must not overlap. For tests and for `--fix`-like uses. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const index = new LineIndex(text);
  const ordered = edits
    .map((edit) => ({
      start: index.offsetAt(edit.range.start),
      end: index.offsetAt(edit.range.end),
      newText: edit.newText,
    }))
    .sort((a, b) => b.start - a.start || b.end - a.end);
  return ordered.reduce(
    (done, edit) => done.slice(0, edit.start) + edit.newText + done.slice(edit.end),
    text,
  );
}
