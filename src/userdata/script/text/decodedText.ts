import type { MappedText } from "./mappedText";
import { opaqueText } from "./mappedText";

/** Text that stands in the document as base64. All of it maps to the whole encoded text. */
export function decodedText(encoded: MappedText): MappedText {
  const bytes = Buffer.from(encoded.text, "base64");
  return opaqueText(bytes.toString("utf8"), encoded.span(0, encoded.text.length));
}
