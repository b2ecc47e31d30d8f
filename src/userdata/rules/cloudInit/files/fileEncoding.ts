import { say } from "../../../../l10n/sentence";
import { memberOf } from "../../../yaml/members";
import { script } from "../../examples";
import { nodeSpan } from "../../facts/cloudConfig/config";
import { certainText, fileEntries, lostFiles } from "../../facts/cloudConfig/writtenFiles";
import type { Rule } from "../../rule";

const file = (...more: string[]): string =>
  script("#cloud-config", "write_files:", "  - path: /opt/agent.conf", ...more, "    content: level=info");

export const fileEncoding: Rule = {
  id: "encoding-mismatch",
  severity: "error",
  needs: "files",
  title: "Content that does not match `encoding`",
  why: "cloud-init decodes the content according to `encoding` and stops if it cannot: this file and the files after it are not written.",
  fix: "Omit `encoding` for plain text. Compressed content needs `gz+b64`, with base64 of the compressed bytes.",
  bad: file("    encoding: gzip"),
  good: file(),
  *check(subject) {
    for (const each of fileEntries(subject)) {
      const encoding = certainText(each, "encoding");
      const content = certainText(each, "content");
      // Bytes, which YAML decodes itself.
      if (encoding === undefined || content === undefined || content.tag.endsWith(":binary")) continue;
      const problem = mismatch(encoding.text.trim().toLowerCase(), content.text);
      if (problem === undefined) continue;
      const node = memberOf(each.entry, "encoding")?.node ?? encoding;
      yield {
        span: nodeSpan(each.config, node),
        message: say`${problem} The file is not written.${lostFiles(each)}`,
      };
    }
  },
};

/** What is wrong with a content under an encoding. */
function mismatch(encoding: string, content: string): string | undefined {
  const compressed = /^(?:gz|gzip)/u.test(encoding);
  if (encoding === "gz" || encoding === "gzip")
    return say`The content is text, and gzip is bytes. Omit encoding, or write gz+b64 with base64 of the compressed bytes.`;
  if (!/(?:^|\+)(?:b64|base64)$/u.test(encoding)) return undefined;
  const letters = decodable(content);
  if (letters === undefined) return say`The content is not base64.`;
  return compressed && !letters.startsWith("H4sI")
    ? say`The content is base64, but not of gzip data.`
    : undefined;
}

/**
 * The letters that Python's `b64decode` reads in a text: it passes over what is not base64, stops at the padding, and fails
 * where a group of four is not complete. Nothing where it fails. Source: `binascii.a2b_base64` of Python 3.11.
 */
function decodable(content: string): string | undefined {
  if (/[^\0-\x7f]/u.test(content)) return undefined;
  const known = content.replace(/[^A-Za-z0-9+/=]/gu, "");
  const first = known.indexOf("=");
  let letters = first < 0 ? known : known.slice(0, first);
  let padding = 0;
  for (let at = letters.length; at < known.length; at++) {
    const letter = known.charAt(at);
    const open = letters.length % 4;
    if (letter !== "=") {
      letters += letter;
      padding = 0;
    } else if (open > 1 && ++padding >= 4 - open) return letters;
  }
  return letters.length % 4 === 0 ? letters : undefined;
}
