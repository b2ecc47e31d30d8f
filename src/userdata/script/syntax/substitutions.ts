import { SyntaxStop } from "./problem";
import { Reader } from "./reader";

/** Reads `$(…)` or `<(…)` whose commands start at `from`, and leaves the reader behind it. */
export function readSubstitution(reader: Reader, opener: string, from: number): void {
  const { kind, start, end, plain, assignable, documents, at } = reader;
  reader.open(opener, at, ")");
  reader.at = from;
  reader.documents = [];
  reader.commands(reader, ")");
  reader.close();
  reader.kind = kind;
  reader.start = start;
  reader.end = end;
  reader.plain = plain;
  reader.assignable = assignable;
  reader.documents = documents;
}

/** Reads commands that stand decoded from the text; an error in them counts for the place of the whole. */
export function readInner(reader: Reader, text: string): void {
  const inner = new Reader(text, reader.grammar, reader.commands);
  inner.depth = reader.depth + reader.opened.length;
  try {
    reader.commands(inner, "end");
  } catch (error) {
    if (!(error instanceof SyntaxStop)) throw error;
    const outer = reader.opened.at(-1);
    const at = outer?.at ?? reader.at;
    throw new SyntaxStop({ ...error.problem, start: at, end: at + 1, open: outer });
  }
}
