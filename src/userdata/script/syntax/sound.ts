import type { Dialect } from "../programs";

/**
 * Whether a text that the tolerant parser (unbash 4) reads without an error is certain to be read by the shell too, so
 * that `checkSyntax` need not read it again. False where the parser allows more than the shell: here-documents that
 * nothing closes, a parenthesis behind a word, an operator that starts a line of a substitution, an element of an array
 * without `]`, and for sh whatever only bash has. Found by mutations of scripts, each read by both.
 */
export function isSurelySound(text: string, dialect: Dialect): boolean {
  if (text.includes("(") && (hasDoubtfulParenthesis(text) || leadingOperator.test(text))) return false;
  if (text.includes("<<") && !closesDocuments(text)) return false;
  return dialect === "bash" ? !(text.includes("[") && openSubscript.test(text)) : !beyondSh.test(text);
}

/** An element of an array whose `]` is not on its line. */
const openSubscript = /\b[A-Za-z_]\w*\[[^\]\n]*$/mu;

const leadingOperator = /\$\([^()]*\n\s*[&|;]/u;

/** Syntax, not commands, that dash refuses or reads in another way; also names that it does not allow. */
const beyondSh =
  /\[\[|<<<|[<>|]&|&>|;&|\(\(|\$["']|\d\d[<>]|\}[<>]|\b(?:function|select|coproc|time)\b|\bfor\s+(?![A-Za-z_]\w*[\s;])|[^\w\s]\s*\(\)|^\s*\d\w*\s*\(\)/mu;

/** A parenthesis that neither starts a command, a substitution or an operator nor belongs to `name()`. */
function hasDoubtfulParenthesis(text: string): boolean {
  for (let at = text.indexOf("("); at >= 0; at = text.indexOf("(", at + 1)) {
    if (text.charAt(at + 1) === ")" || text.charAt(at - 1) === "$") continue;
    let before = at - 1;
    while (text.charAt(before) === " " || text.charAt(before) === "\t") before--;
    if (before >= 0 && !"\n;&|(<>!".includes(text.charAt(before))) return true;
  }
  return false;
}

const operator = /<<(-?)[ \t]*(?:"([\w.-]+)"|'([\w.-]+)'|\\?([\w.-]+))/gu;

/** Whether a line closes each here-document, as far as that can be told without reading the commands. */
function closesDocuments(text: string): boolean {
  let found = 0;
  for (const match of text.matchAll(operator)) {
    const [, tabs = "", double, single, bare] = match;
    if (!hasLine(text, match.index, double ?? single ?? bare ?? "", tabs !== "")) return false;
    found++;
  }
  // Others, or two on one line, need the reader.
  return found === text.split("<<").length - 1 && !/<<[^\n]*<</u.test(text);
}

/** Whether a line behind `from` holds nothing but the delimiter. */
function hasLine(text: string, from: number, delimiter: string, tabs: boolean): boolean {
  for (let at = text.indexOf("\n", from); at >= 0; at = text.indexOf("\n", at + 1)) {
    let start = at + 1;
    if (tabs) while (text.charAt(start) === "\t") start++;
    const end = start + delimiter.length;
    if (text.startsWith(delimiter, start) && (end === text.length || text.charAt(end) === "\n")) return true;
  }
  return false;
}
