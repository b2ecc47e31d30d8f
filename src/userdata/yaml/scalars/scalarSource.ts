import { readBlockScalar } from "./blockScalar";
import { Cursor } from "../cursor";
import type { YamlScalar } from "../nodes";
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
  const verbatim = verbatimSource(text, scalar);
  if (verbatim !== undefined) return verbatim;
  const out = new ScalarText(true);
  // On its first line a scalar stands deeper than its parent; that is all that its reader asks about that line.
  const cursor = new Cursor(text, scalar.contentStart, scalar.contentStart - scalar.parentIndent - 1);
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

/** Most scalars stand in the document character by character, and need no second reading. */
function verbatimSource(
  text: string,
  { style, contentStart, text: own }: YamlScalar,
): ScalarSource | undefined {
  if (style === "literal" || style === "folded" || own === "") return undefined;
  const base = style === "plain" ? contentStart : contentStart + 1;
  if (!text.startsWith(own, base)) return undefined;
  const toSource = (at: number): number => base + Math.min(at, own.length);
  return {
    toSource,
    span: (from, to) => ({ start: toSource(from), end: toSource(Math.max(from, to)) }),
  };
}

function sourceOf(segments: readonly Segment[], length: number, scalar: YamlScalar): ScalarSource {
  const toSource = (at: number): number => {
    if (length === 0) return scalar.contentStart;
    if (at >= length) return toSourceEnd(length);
    const segment = segments[segmentAt(segments, at)];
    if (segment === undefined) return scalar.contentStart;
    return segment.verbatim ? segment.source + at - segment.at : segment.source;
  };
  const toSourceEnd = (at: number): number => {
    const index = at === 0 ? -1 : segmentAt(segments, at - 1);
    const segment = segments[index];
    if (segment === undefined) return scalar.contentStart;
    if (segment.verbatim) return segment.source + at - segment.at;
    const next = segments[index + 1];
    return Math.max(segment.source + 1, Math.min(next?.source ?? scalar.end, scalar.end));
  };
  return {
    toSource,
    span: (from, to) => ({ start: toSource(from), end: to <= from ? toSource(from) : toSourceEnd(to) }),
  };
}

/** The index of the last segment that starts at or before `at`. */
function segmentAt(segments: readonly Segment[], at: number): number {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segments[middle]?.at ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
