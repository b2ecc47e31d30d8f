import { readBlockScalar } from "./blockScalar";
import { Cursor } from "./cursor";
import type { YamlScalar } from "./nodes";
import { readPlainScalar } from "./plainScalar";
import { readQuotedScalar } from "./quotedScalar";
import { ScalarText, type Segment } from "./scalarText";

/** Finds the characters of a scalar in the document: for shell commands inside YAML. */
export interface ScalarSource {
  /** Where the character at `at` of `YamlScalar.text` is written. The text's length gives the end of its last character. */
  toSource(at: number): number;
  /** The document's span of the characters from `from` up to `to`; never empty unless they are. */
  span(from: number, to: number): { readonly start: number; readonly end: number };
}

/** Reads the scalar once more, this time noting where its characters come from. `text` is the whole document. */
export function scalarSourceMap(text: string, scalar: YamlScalar): ScalarSource {
  const out = new ScalarText(true);
  const cursor = new Cursor(text, scalar.contentStart, lineStartOf(text, scalar.contentStart));
  switch (scalar.style) {
    case "plain":
      readPlainScalar(cursor, scalar.parentIndent, scalar.inFlow, out);
      break;
    case "single":
    case "double":
      readQuotedScalar(cursor, scalar.style, out);
      break;
    case "literal":
    case "folded":
      readBlockScalar(cursor, scalar.style, scalar.parentIndent, out);
      break;
  }
  return sourceOf(out.segments, out.text.length, scalar);
}

function lineStartOf(text: string, offset: number): number {
  return Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
}

function sourceOf(segments: readonly Segment[], length: number, scalar: YamlScalar): ScalarSource {
  const toSource = (at: number): number => {
    if (length === 0) return scalar.contentStart;
    if (at >= length) return toSourceEnd(length);
    const segment = segmentAt(segments, at);
    if (segment === undefined) return scalar.contentStart;
    return segment.verbatim ? segment.source + at - segment.at : segment.source;
  };
  const toSourceEnd = (at: number): number => {
    const segment = at === 0 ? undefined : segmentAt(segments, at - 1);
    if (segment === undefined) return scalar.contentStart;
    if (segment.verbatim) return segment.source + at - segment.at;
    const next = segments[segments.indexOf(segment) + 1];
    return Math.max(segment.source + 1, Math.min(next?.source ?? scalar.end, scalar.end));
  };
  return {
    toSource,
    span: (from, to) => ({ start: toSource(from), end: to <= from ? toSource(from) : toSourceEnd(to) }),
  };
}

/** The last segment that begins at or before `at`. */
function segmentAt(segments: readonly Segment[], at: number): Segment | undefined {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segments[middle]?.at ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return segments[low];
}
