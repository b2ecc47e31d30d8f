/**
 * What kind of user data a text is. cloud-init decides by the first words of the text (leading white space and case
 * do not count; a byte-order mark does), except for MIME, which it knows by `MIME-Version:` near the top.
 * Source: cloud-init `handlers/__init__.py` (type_from_starts_with) and `user_data.py` (convert_string).
 */
import { LineIndex } from "./lineIndex";

export type UserDataKind =
  | "cloud-config"
  | "cloud-config-archive"
  | "cloud-config-jsonp"
  | "shell-script"
  | "cloud-boothook"
  | "part-handler"
  | "include"
  | "include-once"
  | "mime-multipart"
  | "gzip"
  | "base64"
  | "empty"
  | "unknown";

/** Who fills in the blanks: cloud-init itself (jinja), or a tool that runs before the text is sent. */
export type TemplateKind = "jinja" | "terraform" | "go";

export interface UserDataDocument {
  readonly kind: UserDataKind;
  /** Set when the text holds template marks. Only `jinja` is announced by a header; the others are seen by their marks or the file's name. */
  readonly template: TemplateKind | undefined;
  readonly text: string;
  readonly lines: LineIndex;
  /** Where the header line that decided the kind stands; empty for `mime-multipart`, `gzip`, `base64`, `empty`, `unknown`. */
  readonly header: { readonly start: number; readonly end: number };
}

/** cloud-init's header words, the longest first because one is the start of another. */
const headers: readonly (readonly [string, UserDataKind])[] = [
  ["#cloud-config-archive", "cloud-config-archive"],
  ["#cloud-config-jsonp", "cloud-config-jsonp"],
  ["#cloud-boothook", "cloud-boothook"],
  ["#cloud-config", "cloud-config"],
  ["#part-handler", "part-handler"],
  ["#include-once", "include-once"],
  ["#include", "include"],
  ["#!", "shell-script"],
];
export const jinjaHeader = "## template: jinja";

/** Python's white space, which is not JavaScript's: no byte-order mark, but the separators U+001C to U+001F and U+0085. */
const leadingSpace = /^[\s\u001c-\u001f\u0085]*/u;
const byteOrderMark = "\ufeff";
/** cloud-init looks for `MIME-Version:` in the first 4,096 characters. */
const mimeWindow = 4096;

/** `fileName` tells a template of Terraform whose marks alone do not: `${name}` is a variable of the shell elsewhere. */
export function readDocument(text: string, fileName = ""): UserDataDocument {
  const lines = new LineIndex(text);
  const announced = headerAt(text, 0);
  if (announced?.word === jinjaHeader) {
    const inner = headerAt(text, pastBlocks(text, lines.startOf(lines.lineAt(announced.start) + 1)));
    const header = inner ?? announced;
    const kind = (asksForJinja(text) ? inner?.kind : undefined) ?? "unknown";
    return { kind, template: "jinja", text, lines, header: spanOf(header, lines) };
  }
  if (announced !== undefined) {
    return {
      kind: announced.kind,
      template: markedTemplate(text) ?? namedTemplate(text, fileName),
      text,
      lines,
      header: spanOf(announced, lines),
    };
  }
  const kind = kindWithoutHeader(text);
  const template = markedTemplate(text) ?? namedTemplate(text, fileName);
  return { kind, template, text, lines, header: { start: 0, end: 0 } };
}

const blocks: Readonly<Record<string, string>> = { "{%": "%}", "{#": "#}" };

/** Past the jinja blocks and comments before the header, such as `{% set … %}`: they leave nothing in the text. */
function pastBlocks(text: string, from: number): number {
  for (let at = from; ;) {
    const start = at + spaceBefore(text, at);
    const close = blocks[text.slice(start, start + 2)];
    const end = close === undefined ? -1 : text.indexOf(close, start + 2);
    if (end < 0) return at;
    at = end + 2;
  }
}

/**
 * Whether the first line asks for jinja as cloud-init's renderer wants it: the first character of the text is its `#`, and
 * nothing follows the word. Source: `detect_template` in cloud-init's `templater.py`.
 */
export function asksForJinja(text: string): boolean {
  const line = text.slice(0, 1000).split("\n", 1)[0] ?? "";
  return /^##\s*template:\s*jinja\s*$/i.test(line);
}

export interface Header {
  readonly word: string;
  readonly kind: UserDataKind;
  readonly start: number;
}

/** cloud-init's word at the start of a text, behind white space; in small letters. */
export function headerOf(text: string): Header | undefined {
  return headerAt(text, 0);
}

function headerAt(text: string, from: number): Header | undefined {
  const start = from + spaceBefore(text, from);
  const opening = text.slice(start, start + 32).toLowerCase();
  if (opening.startsWith(jinjaHeader)) return { word: jinjaHeader, kind: "unknown", start };
  const found = headers.find(([word]) => opening.startsWith(word));
  return found && { word: found[0], kind: found[1], start };
}

function spaceBefore(text: string, from: number): number {
  // Nearly every header stands at the very starting.
  if (text.startsWith("#", from)) return 0;
  if (text.startsWith(byteOrderMark, from)) return 0;
  let length = 0;
  for (;;) {
    const piece = text.slice(from + length, from + length + 256);
    const space = leadingSpace.exec(piece.replaceAll(byteOrderMark, "x"))?.[0].length ?? 0;
    length += space;
    if (space < 256) return length;
  }
}

function spanOf(header: Header, lines: LineIndex): { start: number; end: number } {
  const line = lines.lineAt(header.start);
  return { start: header.start, end: lines.startOf(line) + lines.lineText(line).length };
}

function kindWithoutHeader(text: string): UserDataKind {
  if (text === "") return "empty";
  if (text.slice(0, mimeWindow).toLowerCase().includes("mime-version:")) return "mime-multipart";
  if (text.startsWith("\u001f\u008b") || text.startsWith("\u001f\ufffd")) return "gzip";
  return isBase64OfUserData(text) ? "base64" : "unknown";
}

/** Whether a text starts as MIME does, but is not known as such: the rule `mime-version-missing` says so. */
export function lacksMimeVersion({ kind, text }: UserDataDocument): boolean {
  return kind === "unknown" && /^content-type:\s*multipart\//iu.test(text.slice(0, 200));
}

/** Base64 of a known header, of MIME headers or of gzip: what an already encoded document looks like. */
const encodedOpenings = /^(?:I2Nsb3Vk|IyEv|IyEg|I2luY2x1|I3BhcnQt|IyMgdGVtcGxh|TUlNRS1|Q29udGVudC1|H4sI)/;

function isBase64OfUserData(text: string): boolean {
  const start = text.slice(0, 200).trimStart();
  return encodedOpenings.test(start) && /^[A-Za-z0-9+/=\s]+$/.test(start);
}

const terraformMarks =
  /%\{~?\s*(?:if|for|else|endif|endfor)\b|(?<![$\\])\$\{\s*(?:(?:var|local|data|module|each|self|path)\.|[a-z]\w*\()/;
const goMarks = /\{\{-?\s*(?:[.$]|(?:if|range|end|with|include|template|define|else)\b)|\{[{%]-?\s*\w/;

function markedTemplate(text: string): TemplateKind | undefined {
  // Finding how each mark starts takes a fraction of the time of the expressions.
  if ((text.includes("%{") || text.includes("${")) && terraformMarks.test(text)) return "terraform";
  return (text.includes("{{") || text.includes("{%")) && goMarks.test(text) ? "go" : undefined;
}

/** Names of files for Terraform's `templatefile`; `.tpl` is its older ending. */
const terraformNames = /\.(?:tftpl|tpl)$/iu;

function namedTemplate(text: string, fileName: string): TemplateKind | undefined {
  return terraformNames.test(fileName) && /[$%]\{/u.test(text) ? "terraform" : undefined;
}
