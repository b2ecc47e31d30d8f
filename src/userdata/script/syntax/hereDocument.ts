import type { HereDocument, Reader } from "./reader";

/** Behind the line that closes the document, where the reader stands at the start of such a line; -1 elsewhere. */
export function closingEnd(reader: Reader, { delimiter, tabs }: HereDocument): number {
  const { text, at } = reader;
  let from = at;
  if (tabs) while (text.charCodeAt(from) === 9) from++;
  if (!text.startsWith(delimiter, from)) return -1;
  const end = from + delimiter.length;
  if (end >= text.length) return end;
  if (text.charCodeAt(end) === 10) return end + 1;
  // bash ends a document of a substitution where `)` follows the delimiter.
  const { grammar, opened } = reader;
  return grammar.extended &&
    text[end] === ")" &&
    opened.some(({ word }) => word === "$(" || word.endsWith("<("))
    ? end
    : -1;
}

/** Notes that the text ends within the document. */
export function leaveOpen(reader: Reader, { at, delimiter }: HereDocument): void {
  reader.openDocument ??= { at, delimiter };
}
