/**
 * Quotes and expansions as dash reads them (`readtoken1` and `parsesub` of dash 0.5.12): it reads the commands of every
 * substitution at once, those of backquotes and here-documents too.
 */
import { closingEnd, leaveOpen } from "./hereDocument";
import type { Reader, HereDocument } from "./reader";
import { readInner, readSubstitution } from "./substitutions";

type Where = "bare" | "double" | "document" | "arithmetic";

/** Passes a quote, backslash or expansion of a word at the reader's place. */
export function passDashPart(reader: Reader, where: Where): void {
  const { text, at } = reader;
  switch (text.charCodeAt(at)) {
    case 0x5c: // backslash
      reader.at = Math.min(at + 2, text.length);
      break;
    case 0x27: // '
      if (where === "bare") passSingle(reader);
      else reader.at++;
      break;
    case 0x22: // "
      if (where === "bare" || where === "double") passDouble(reader);
      else reader.at++;
      break;
    case 0x60: // `
      passBackquotes(reader, where);
      break;
    case 0x24: // $
      passDollar(reader, where);
      break;
    default:
      reader.at++;
  }
}

function passSingle(reader: Reader): void {
  const { text, at } = reader;
  const end = text.indexOf("'", at + 1);
  if (end < 0) {
    reader.open("'", at, "'");
    reader.unclosed();
  }
  reader.at = end + 1;
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
    if (code === 0x5c || code === 0x24 || code === 0x60) passDashPart(reader, "double");
    else reader.at++;
  }
  reader.at++;
  reader.close();
}

function passDollar(reader: Reader, where: Where): void {
  const { text, at } = reader;
  const next = text.charCodeAt(at + 1);
  if (next === 0x28) {
    if (text.charCodeAt(at + 2) === 0x28) passArithmetic(reader);
    else readSubstitution(reader, "$(", at + 2);
  } else if (next === 0x7b) passBrace(reader, where);
  else reader.at++;
}

function passArithmetic(reader: Reader): void {
  const { text } = reader;
  reader.open("$((", reader.at, "))");
  reader.at += 3;
  let depth = 0;
  for (;;) {
    if (reader.at >= text.length) reader.unclosed();
    const mark = text[reader.at];
    if (mark === "(") depth++;
    else if (mark === ")") {
      if (depth > 0) depth--;
      else if (text[reader.at + 1] === ")") break;
    } else {
      passDashPart(reader, "arithmetic");
      continue;
    }
    reader.at++;
  }
  reader.at += 2;
  reader.close();
}

/** `${…}`: behind `#` and `%` a pattern is read as bare text, elsewhere as what stands around. */
function passBrace(reader: Reader, outer: Where): void {
  const { text, at } = reader;
  reader.open("${", at, "}");
  reader.at = at + 2;
  const where = passParameter(reader) || outer === "bare" ? "bare" : "double";
  for (;;) {
    if (reader.at >= text.length) reader.unclosed();
    if (text.charCodeAt(reader.at) === 0x7d) break;
    passDashPart(reader, where);
  }
  reader.at++;
  reader.close();
}

const parameter = /[A-Za-z_]\w*|\d+|#(?![-?$!@*#]\}|\w)|[-?$!@*]/uy;
const length = /#(?:\w+|[-?$!@*#](?=\}))/uy;

/**
 * The parameter and the operator of `${…}`; says whether a pattern follows. dash takes any character behind a name for
 * the operator, `"` too, and says "Bad substitution" only when the command is run.
 */
function passParameter(reader: Reader): boolean {
  const { text, at } = reader;
  length.lastIndex = at;
  const measured = length.exec(text);
  if (measured !== null) {
    reader.at += measured[0].length;
    return false;
  }
  parameter.lastIndex = at;
  const named = parameter.exec(text);
  if (named === null) {
    // A character that is no parameter is passed; `}` ends the expansion.
    if (text[at] !== "}") reader.at++;
    return false;
  }
  reader.at += named[0].length;
  const operator = text.charAt(reader.at);
  if (operator === "}") return false;
  reader.at += operator === ":" ? 2 : 1;
  if (operator !== "#" && operator !== "%") return false;
  if (text[reader.at] === operator) reader.at++;
  return true;
}

function passBackquotes(reader: Reader, where: Where): void {
  const { text, at } = reader;
  reader.open("`", at, "`");
  const quotes = where !== "bare";
  let inner = "";
  let i = at + 1;
  for (; text[i] !== "`"; i++) {
    if (i >= text.length) reader.unclosed();
    if (text[i] === "\\") {
      i++;
      const next = text[i] ?? "";
      if (next === "\n") continue;
      if (next !== "\\" && next !== "`" && next !== "$" && !(quotes && next === '"')) inner += "\\";
    }
    inner += text[i] ?? "";
  }
  readInner(reader, inner);
  reader.at = i + 1;
  reader.close();
}

/** The body of a here-document whose delimiter is not quoted. */
export function readDocumentText(reader: Reader, document: HereDocument): void {
  const { text } = reader;
  for (let lineStart = true; reader.at < text.length;) {
    if (lineStart) {
      const closing = closingEnd(reader, document);
      if (closing >= 0) {
        reader.at = closing;
        return;
      }
    }
    const code = text.charCodeAt(reader.at);
    lineStart = code === 10;
    if (code === 0x5c || code === 0x24 || code === 0x60) passDashPart(reader, "document");
    else reader.at++;
  }
  leaveOpen(reader, document);
}
