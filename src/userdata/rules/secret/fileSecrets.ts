import type { MappedText, Span } from "../../script/text/mappedText";
import { baseName, type WrittenFile } from "../../script/files";
import { looksSecret, namesSecret, speaksOfSecret } from "../facts/keys/secrets";

/** A secret in a file that the user data writes. */
export interface FileSecret {
  readonly name: string;
  readonly span: Span;
}

/** Secrets in a file of keys and values: JSON, YAML, ini, an environment file. Programs are not looked into. */
export function fileSecrets(file: WrittenFile): FileSecret[] {
  if (file.kind !== "text") return [];
  const { content, path } = file;
  const isCode = content.text.startsWith("#!") || codeFile.test(baseName(path));
  return !isCode && speaksOfSecret(content.text) ? secretsIn(content) : [];
}

const codeFile = /\.(?:bash|c|css|go|html?|java|js|lua|md|php|pl|ps1|py|rb|rs|sh|sql|ts)$/iu;

// From the start of a word only: else each of its letters would be tried.
const pair = /(?<![\w.-])([A-Za-z][\w.-]{2,60})["']?[ \t]{0,20}[:=][ \t]{0,20}(["']?)([^\s"',;#]{6,400})/gu;

function secretsIn(content: MappedText): FileSecret[] {
  const found: FileSecret[] = [];
  for (const match of content.text.matchAll(pair)) {
    const [whole, name = "", quote = "", value = ""] = match;
    if (!namesSecret(name) || !isSecretValue(name, value) || isComment(content.text, match.index)) continue;
    // The rest of a quoted value may hold what takes it out of question: a blank, a template's mark.
    const start = match.index + whole.length - value.length;
    const end = start + value.length;
    if (quote !== "" && content.text[end] !== quote) continue;
    found.push({ name, span: content.span(start, end) });
  }
  return found;
}

/** A password may be any word; other secrets are made by machines, and what has no digit is the name of something. */
function isSecretValue(name: string, value: string): boolean {
  if (!looksSecret(value) || /^[$%@!]|[()[\]|`]|\$\(|\$[A-Z{]/u.test(value)) return false;
  if (/pass|pwd/iu.test(name)) return !namesSecret(value);
  return value.length >= 12 && /\d/u.test(value);
}

function isComment(text: string, offset: number): boolean {
  const start = text.lastIndexOf("\n", offset) + 1;
  return /^[ \t]*(?:[#;]|\/\/)/u.test(text.slice(start, offset));
}
