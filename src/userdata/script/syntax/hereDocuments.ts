import { closingEnd, leaveOpen } from "./hereDocument";
import { readDocumentText } from "./dashWords";
import type { Reader, HereDocument } from "./reader";

/** The delimiter that a word stands for: its text without quotes. */
export function delimiterOf(word: string): Pick<HereDocument, "delimiter" | "quoted"> {
  if (!/['"\\]/u.test(word)) return { delimiter: word, quoted: false };
  const delimiter = word.replace(
    /\\(?:\n|(.))|'([^']*)'|"((?:[^"\\]|\\.)*)"/gsu,
    (_, escaped, single, double) =>
      String(
        escaped ?? single ?? (double === undefined ? "" : String(double).replace(/\\(["\\$`])/gu, "$1")),
      ),
  );
  return { delimiter, quoted: true };
}

/** Passes the bodies of the announced here-documents; the reader stands behind the line break before them. */
export function readDocuments(reader: Reader): void {
  const { documents } = reader;
  reader.documents = [];
  for (const each of documents) {
    if (reader.grammar.dialect === "sh" && !each.quoted) readDocumentText(reader, each);
    else passLines(reader, each);
  }
}

function passLines(reader: Reader, document: HereDocument): void {
  const { text } = reader;
  while (reader.at < text.length) {
    const closing = closingEnd(reader, document);
    if (closing >= 0) {
      reader.at = closing;
      return;
    }
    const end = text.indexOf("\n", reader.at);
    reader.at = end < 0 ? text.length : end + 1;
  }
  leaveOpen(reader, document);
}
