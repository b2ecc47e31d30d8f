import { passBashPart, passPair } from "./bashWords";
import { passDashPart } from "./dashWords";
import { readDocuments } from "./hereDocuments";
import type { Reader, TokenKind } from "./reader";
import { readSubstitution } from "./substitutions";

/** What a character does in bare text: 0 stands for itself, 1 ends a word, 2 starts a quote or an expansion, 3 is noted. */
const classes = new Uint8Array(128);
for (const mark of "\n\t ;&|<>()") classes[mark.charCodeAt(0)] = 1;
for (const mark of "\\'\"`$") classes[mark.charCodeAt(0)] = 2;
for (const mark of "=[") classes[mark.charCodeAt(0)] = 3;

/** Reads the next token. `assignable`: whether it may be an assignment of an array. */
export function next(reader: Reader, assignable = false): void {
  reader.assignable = assignable;
  passBlanks(reader);
  const { text, at } = reader;
  reader.start = at;
  if (at >= text.length) {
    reader.kind = "end";
    reader.end = at;
    return;
  }
  const code = text.charCodeAt(at);
  if (code === 10) {
    reader.at++;
    reader.kind = "newline";
    reader.end = reader.at;
    if (reader.documents.length > 0) readDocuments(reader);
    return;
  }
  if (code < 128 && classes[code] === 1) readOperator(reader, code);
  else readWord(reader);
  reader.end = reader.at;
}

/** Passes blanks, continued lines and a comment. */
function passBlanks(reader: Reader): void {
  const { text } = reader;
  let { at } = reader;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 32 || code === 9) at++;
    else if (code === 0x5c && text.charCodeAt(at + 1) === 10) at += 2;
    else if (code === 0x23) {
      const end = text.indexOf("\n", at);
      at = end < 0 ? text.length : end;
      break;
    } else break;
  }
  reader.at = at;
}

function readOperator(reader: Reader, code: number): void {
  const { text, at, grammar } = reader;
  const next = text.charCodeAt(at + 1);
  if (code === 0x3c || code === 0x3e) {
    if (grammar.extended && next === 0x28) readWord(reader);
    else readRedirect(reader);
    return;
  }
  if (grammar.extended && code === 0x26 && next === 0x3e) {
    reader.kind = "redirect";
    reader.document = undefined;
    reader.at += text.charCodeAt(at + 2) === 0x3e ? 3 : 2;
    return;
  }
  reader.kind = operatorAt(text, at, code, next, grammar.extended);
  reader.at += reader.kind.length;
}

function operatorAt(text: string, at: number, code: number, next: number, extended: boolean): TokenKind {
  switch (code) {
    case 0x28:
      return "(";
    case 0x29:
      return ")";
    case 0x7c:
      if (next === 0x7c) return "||";
      return extended && next === 0x26 ? "|&" : "|";
    case 0x26:
      return next === 0x26 ? "&&" : "&";
    default:
      if (next === 0x3b) return extended && text.charCodeAt(at + 2) === 0x26 ? ";;&" : ";;";
      return extended && next === 0x26 ? ";&" : ";";
  }
}

/** Reads the operator of a redirection, which the reader stands at. */
function readRedirect(reader: Reader): void {
  const { text, at, grammar } = reader;
  const code = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  reader.kind = "redirect";
  reader.document = undefined;
  if (code === 0x3c && next === 0x3c) {
    const third = text.charCodeAt(at + 2);
    const string = grammar.extended && third === 0x3c;
    if (!string) reader.document = third === 0x2d ? "<<-" : "<<";
    reader.at += string || third === 0x2d ? 3 : 2;
    return;
  }
  // `<&`, `<>`, `>>`, `>&` and `>|`.
  const two = next === 0x26 || next === 0x3e || (code === 0x3e && next === 0x7c);
  reader.at += two ? 2 : 1;
}

/** Characters of bare text that stand for themselves. */
const ordinary = /[^\n\t ;&|<>()\\'"`$=[]+/uy;

function readWord(reader: Reader): void {
  const { text, grammar } = reader;
  const { start } = reader;
  let { at } = reader;
  let plain = true;
  let equals = false;
  const { length } = text;
  for (; at < length; at++) {
    ordinary.lastIndex = at;
    if (ordinary.test(text)) at = ordinary.lastIndex;
    if (at >= length) break;
    const code = text.charCodeAt(at);
    const what = classes[code];
    if (what === 3) {
      if (code === 0x3d) equals = true;
      else if (grammar.extended && reader.assignable && plain && isName(text, start, at)) {
        passPair(seek(reader, at), at, "[", "]", false);
        at = reader.at - 1;
      }
      continue;
    }
    if (what === 2) {
      plain = false;
      seek(reader, at);
      if (grammar.extended) passBashPart(reader, false);
      else passDashPart(reader, "bare");
      at = reader.at - 1;
      continue;
    }
    if (grammar.extended) {
      if (
        (code === 0x3c || code === 0x3e) &&
        text.charCodeAt(at + 1) === 0x28 &&
        !isNumber(text, start, at)
      ) {
        plain = false;
        readSubstitution(seek(reader, at), code === 0x3c ? "<(" : ">(", at + 2);
        at = reader.at - 1;
        continue;
      }
      if (code === 0x28 && at > start && passParenthesis(reader, start, at)) {
        plain = false;
        at = reader.at - 1;
        continue;
      }
    }
    break;
  }
  reader.at = at;
  reader.start = start;
  reader.plain = plain;
  reader.equals = equals;
  reader.kind = "word";
  const code = text.charCodeAt(at);
  if (plain && (code === 0x3c || code === 0x3e) && isDescriptor(reader, start, at)) readRedirect(reader);
}

function seek(reader: Reader, at: number): Reader {
  reader.at = at;
  return reader;
}

function isName(text: string, from: number, to: number): boolean {
  return /^[A-Za-z_]\w*$/u.test(text.slice(from, to));
}

function isNumber(text: string, from: number, to: number): boolean {
  return /^\d+$/u.test(text.slice(from, to));
}

/** Whether the word before `<` or `>` is a file descriptor. */
function isDescriptor({ text, grammar }: Reader, from: number, to: number): boolean {
  const first = text.charCodeAt(from);
  if (first !== 0x7b && (first < 0x30 || first > 0x39)) return false;
  const word = text.slice(from, to);
  return grammar.longDescriptors ? /^(?:\d+|\{[A-Za-z_]\w*\})$/u.test(word) : /^\d$/u.test(word);
}

/** `name=(` of an array, `@(` of an extended pattern. */
function passParenthesis(reader: Reader, start: number, at: number): boolean {
  const { text } = reader;
  const before = text[at - 1] ?? "";
  if (reader.assignable && before === "=" && /^[A-Za-z_]\w*(?:\[.*\])?\+?=$/su.test(text.slice(start, at))) {
    readArray(seek(reader, at));
    return true;
  }
  if (!reader.extendedPatterns || !"?*+@!".includes(before)) return false;
  passPair(seek(reader, at), at, "(", ")", false);
  return true;
}

/** The words of an array, from its `(` to its `)`. */
function readArray(reader: Reader): void {
  reader.open("(", reader.at, ")");
  reader.at++;
  for (;;) {
    next(reader);
    if (reader.has(")")) break;
    if (!reader.has("word") && !reader.has("newline")) reader.unexpected("array");
  }
  reader.close();
}
