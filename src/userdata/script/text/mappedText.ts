/** A half-open range of UTF-16 offsets in the user-data document. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * A piece of text to read as a shell script, and where each of its characters stands in the document.
 * The two differ when the script stands in a YAML block, in a quoted word or in a here-document.
 */
export interface MappedText {
  readonly text: string;
  /** Set when the document holds the text in another form (base64), so that nothing can be changed in place. */
  readonly opaque?: true;
  /** The document's range of the text from `start` up to `end` (offsets in `text`). */
  span(start: number, end: number): Span;
}

/** A text that stands in the document as it is, from offset `base`. */
export function plainText(text: string, base = 0): MappedText {
  // The parser's last node may reach past the end of a text that breaks off.
  const at = (offset: number): number => base + Math.min(offset, text.length);
  return { text, span: (start, end) => ({ start: at(start), end: at(end) }) };
}

/** A text whose characters cannot be told apart in the document: every part of it maps to `whole`. */
export function opaqueText(text: string, whole: Span): MappedText {
  return { text, opaque: true, span: () => whole };
}

/** One run of a joined text: `length` characters that map through `span`. */
export interface Run {
  readonly text: string;
  /** The document's range of the run's characters from `from` up to `to` (offsets in the run). */
  span(from: number, to: number): Span;
}

/** Joins runs that come from different places of the document into one text. */
export function joinedText(runs: readonly Run[]): MappedText {
  const starts: number[] = [];
  let length = 0;
  for (const run of runs) {
    starts.push(length);
    length += run.text.length;
  }
  const at = (offset: number): Span => {
    const index = lastAtOrBefore(starts, offset);
    const run = runs[index];
    if (run === undefined) return { start: 0, end: 0 };
    const from = Math.min(offset - (starts[index] ?? 0), Math.max(0, run.text.length - 1));
    return run.span(from, Math.min(run.text.length, from + 1));
  };
  return {
    text: runs.map((run) => run.text).join(""),
    span: (start, end) => {
      const first = at(start);
      if (end <= start) return { start: first.start, end: first.start };
      const last = at(end - 1);
      // Runs may come from anywhere, so the last one can stand before the first in the document.
      return last.end < first.start ? first : { start: first.start, end: last.end };
    },
  };
}

/** The index of the last start that is not after `offset`, where the run there is not empty. */
function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
