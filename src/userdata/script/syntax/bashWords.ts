/**
 * Quotes and expansions as bash reads them (`parse_matched_pair` and `read_token_word` of bash 5.2): what stands in
 * backquotes, in `${…}` and in arithmetic is only matched, not read as commands.
 */
import type { Reader } from "./reader";
import { readSubstitution } from "./substitutions";

/** Passes a quote, backslash or expansion of a word at the reader's place. `quoted`: within double quotes. */
export function passBashPart(reader: Reader, quoted: boolean): void {
  const { text, at } = reader;
  switch (text.charCodeAt(at)) {
    case 0x5c: // backslash
      reader.at = Math.min(at + 2, text.length);
      break;
    case 0x27: // '
      passSingle(reader, at);
      break;
    case 0x22: // "
      passDouble(reader);
      break;
    case 0x60: // `
      passBackquotes(reader);
      break;
    case 0x24: // $
      passDollar(reader, quoted);
      break;
    default:
      reader.at++;
  }
}

function passSingle(reader: Reader, at: number): void {
  const end = reader.text.indexOf("'", reader.at + 1);
  if (end < 0) {
    reader.open("'", at, "'");
    reader.unclosed();
  }
  reader.at = end + 1;
}

/** `$'…'`, in which a backslash escapes the quote. */
function passEscaped(reader: Reader): void {
  const { text, at } = reader;
  let i = at + 2;
  for (; text[i] !== "'"; i++) {
    if (i >= text.length) {
      reader.open("$'", at, "'");
      reader.unclosed();
    }
    if (text[i] === "\\") i++;
  }
  reader.at = i + 1;
}

function passDouble(reader: Reader): void {
  const { text, at } = reader;
  // Most quoted texts hold nothing that has to be read.
  let end = at + 1;
  let code = text.charCodeAt(end);
  while (end < text.length && code !== 0x22 && code !== 0x5c && code !== 0x24 && code !== 0x60) {
    code = text.charCodeAt(++end);
  }
  if (code === 0x22) {
    reader.at = end + 1;
    return;
  }
  reader.open('"', at, '"');
  reader.at = end;
  for (;;) {
    if (reader.at >= text.length) reader.unclosed();
    code = text.charCodeAt(reader.at);
    if (code === 0x22) break;
    if (code === 0x5c || code === 0x24 || code === 0x60) passBashPart(reader, true);
    else reader.at++;
  }
  reader.at++;
  reader.close();
}

function passBackquotes(reader: Reader): void {
  const { text, at } = reader;
  reader.open("`", at, "`");
  let i = at + 1;
  for (; text[i] !== "`"; i++) {
    if (i >= text.length) reader.unclosed();
    if (text[i] === "\\") i++;
  }
  reader.at = i + 1;
  reader.close();
}

function passDollar(reader: Reader, quoted: boolean): void {
  const { text, at } = reader;
  switch (text.charCodeAt(at + 1)) {
    case 0x28: // (
      if (text.charCodeAt(at + 2) === 0x28) passPair(reader, at, "$(", ")", quoted);
      else readSubstitution(reader, "$(", at + 2);
      break;
    case 0x7b: // {
      passPair(reader, at, "${", "}", quoted);
      break;
    case 0x5b: // [
      passPair(reader, at, "$[", "]", quoted);
      break;
    case 0x27: // '
      if (quoted) reader.at++;
      else passEscaped(reader);
      break;
    default:
      reader.at++;
  }
}

/** From `opener` at `at` to the `closer` that matches it. `{` does not nest by itself, `(` and `[` do. */
export function passPair(reader: Reader, at: number, opener: string, closer: string, quoted: boolean): void {
  const { text } = reader;
  reader.open(opener, at, closer);
  const inner = opener === "${" ? "" : opener.slice(-1);
  reader.at = at + opener.length;
  for (let depth = 1; ;) {
    if (reader.at >= text.length) reader.unclosed();
    const mark = text.charAt(reader.at);
    if (mark === closer) {
      reader.at++;
      if (--depth === 0) break;
    } else if (mark === inner) {
      reader.at++;
      depth++;
    } else passBashPart(reader, quoted && mark !== "$" ? quoted : false);
  }
  reader.close();
}
