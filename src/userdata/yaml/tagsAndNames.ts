import { say } from "../../l10n/sentence";
import { codesOf, isBlankOrEnd, isBreakOrEnd, isDigit, isHexDigit, isSpaceOrEnd, isWord } from "./characters";
import type { Cursor } from "./cursor";
import type { DirectiveToken, NameToken, TagToken } from "./tokens";
import { shown, YamlError } from "./yamlError";

/** Characters that may follow an anchor's or alias's name, besides blank: `? : , ] } % @` and the backtick. */
const afterName = codesOf("?:,]}%@`");
const uriMarks = codesOf("-;/?:@&=+$,_.!~*'()[]%");
const percent = 37;
const bang = 33;

/** Reads `&name` or `*name`. */
export function readName(cursor: Cursor): NameToken {
  const start = cursor.offset;
  const type = cursor.peek() === 42 ? "alias" : "anchor";
  cursor.offset++;
  const name = takeWord(cursor);
  const after = cursor.peek();
  if (name === "" || !(isBlankOrEnd(after) || afterName.has(after))) {
    const what = type === "alias" ? say`An alias (*name)` : say`An anchor (&name)`;
    const message = say`${what} takes letters, digits, "-" and "_", not ${shown(cursor.text, cursor.offset)}. Quote the text if you mean a plain "${type === "alias" ? "*" : "&"}".`;
    throw new YamlError(message, cursor.offset, start);
  }
  return { type, name, start, end: cursor.offset };
}

/** Reads `!tag`, `!!tag`, `!handle!tag`, `!<uri>` or `!`. */
export function readTag(cursor: Cursor): TagToken {
  const start = cursor.offset;
  const next = cursor.peek(1);
  let handle: string | undefined;
  let suffix = "!";
  if (next === 60) {
    cursor.offset += 2;
    suffix = readUri(cursor, start);
    if (cursor.peek() !== 62) throw new YamlError(say`A tag "!<…>" ends with ">".`, cursor.offset, start);
    cursor.offset++;
  } else if (isBlankOrEnd(next)) {
    cursor.offset++;
  } else {
    handle = hasSecondBang(cursor) ? readHandle(cursor, start) : takeBang(cursor);
    suffix = readUri(cursor, start);
  }
  if (!isSpaceOrEnd(cursor.peek())) {
    const message = say`A space is missing after the tag, before ${shown(cursor.text, cursor.offset)}.`;
    throw new YamlError(message, cursor.offset, start);
  }
  return { type: "tag", handle, suffix, start, end: cursor.offset };
}

/** Reads a line such as `%YAML 1.1`; the cursor stands on `%` at the start of the line. */
export function readDirective(cursor: Cursor): DirectiveToken {
  const start = cursor.offset;
  cursor.offset++;
  const name = takeWord(cursor);
  if (name === "" || !isSpaceOrEnd(cursor.peek())) {
    const message = say`A line that starts with "%" is a YAML directive, and ${shown(cursor.text, cursor.offset)} is not allowed here.`;
    throw new YamlError(message, cursor.offset, start);
  }
  const directive = readDirectiveValue(cursor, name, start);
  const end = cursor.offset;
  cursor.skipSpaces();
  if (cursor.peek() === 35) cursor.skipToBreak();
  if (!isBreakOrEnd(cursor.peek())) {
    throw new YamlError(say`Nothing but a comment can follow a YAML directive.`, cursor.offset, start);
  }
  cursor.takeBreak();
  return { type: "directive", directive, start, end };
}

function readDirectiveValue(cursor: Cursor, name: string, start: number): DirectiveToken["directive"] {
  if (name === "YAML") {
    cursor.skipSpaces();
    const major = readNumber(cursor, start);
    if (cursor.peek() !== 46)
      throw new YamlError(say`A YAML version is two numbers, "1.1".`, cursor.offset, start);
    cursor.offset++;
    readNumber(cursor, start);
    requireSpace(cursor, start);
    return { name, major };
  }
  if (name === "TAG") {
    cursor.skipSpaces();
    const handle = readHandle(cursor, start);
    if (cursor.peek() !== 32)
      throw new YamlError(say`A space is missing after the handle.`, cursor.offset, start);
    cursor.skipSpaces();
    const prefix = readUri(cursor, start);
    requireSpace(cursor, start);
    return { name, handle, prefix };
  }
  cursor.skipToBreak();
  return { name: "other" };
}

function requireSpace(cursor: Cursor, start: number): void {
  if (!isSpaceOrEnd(cursor.peek())) {
    throw new YamlError(say`A space is missing in this directive.`, cursor.offset, start);
  }
}

function readNumber(cursor: Cursor, start: number): number {
  const from = cursor.offset;
  while (isDigit(cursor.peek())) cursor.offset++;
  if (cursor.offset === from) throw new YamlError(say`A digit is missing here.`, from, start);
  return Number(cursor.text.slice(from, cursor.offset));
}

function takeWord(cursor: Cursor): string {
  const from = cursor.offset;
  while (isWord(cursor.peek())) cursor.offset++;
  return cursor.text.slice(from, cursor.offset);
}

function takeBang(cursor: Cursor): string {
  cursor.offset++;
  return "!";
}

function hasSecondBang(cursor: Cursor): boolean {
  for (let ahead = 1; !isSpaceOrEnd(cursor.peek(ahead)); ahead++) {
    if (cursor.peek(ahead) === bang) return true;
  }
  return false;
}

function readHandle(cursor: Cursor, start: number): string {
  const from = cursor.offset;
  if (cursor.peek() !== bang) throw new YamlError(say`A tag handle starts with "!".`, from, start);
  cursor.offset++;
  if (cursor.peek() !== 32) {
    takeWord(cursor);
    if (cursor.peek() !== bang) throw new YamlError(say`A tag handle ends with "!".`, cursor.offset, start);
    cursor.offset++;
  }
  return cursor.text.slice(from, cursor.offset);
}

function readUri(cursor: Cursor, start: number): string {
  let uri = "";
  for (;;) {
    const code = cursor.peek();
    if (code === percent) {
      uri += readPercentCodes(cursor, start);
    } else if (isWord(code) || uriMarks.has(code)) {
      uri += cursor.text.charAt(cursor.offset);
      cursor.offset++;
    } else {
      break;
    }
  }
  if (uri === "") {
    throw new YamlError(say`A tag cannot hold ${shown(cursor.text, cursor.offset)}.`, cursor.offset, start);
  }
  return uri;
}

function readPercentCodes(cursor: Cursor, start: number): string {
  const from = cursor.offset;
  const bytes: number[] = [];
  while (cursor.peek() === percent) {
    cursor.offset++;
    if (!isHexDigit(cursor.peek()) || !isHexDigit(cursor.peek(1))) {
      throw new YamlError(say`Two hexadecimal digits follow "%" in a tag.`, cursor.offset, start);
    }
    bytes.push(Number.parseInt(cursor.text.slice(cursor.offset, cursor.offset + 2), 16));
    cursor.offset += 2;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
  } catch {
    throw new YamlError(say`These bytes are not UTF-8.`, from, start);
  }
}
