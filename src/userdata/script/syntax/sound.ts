import type { Dialect } from "../programs";

/**
 * Whether a text that the tolerant parser (unbash 4) reads without an error is certain to be read by the shell too, so
 * that `checkSyntax` need not read it again. False where the parser allows more than the shell: here-documents that
 * nothing closes, a parenthesis after a word, commands within `$( )`, an element of an array without `]`, and for sh
 * whatever only bash has. Found by mutations of scripts, each read by both.
 */
export function isSurelySound(text: string, dialect: Dialect): boolean {
  if (/`|\$\[|\$\{\s|\|\s*time\b/u.test(text)) return false;
  if (text.includes("(") && (hasDoubtfulParenthesis(text) || !hasPlainSubstitutions(text))) return false;
  if (text.includes("<<") && !closesDocuments(text)) return false;
  if (dialect === "bash") return !text.includes("[") || !openBracket.test(text);
  // dash reads the commands in a here-document, too.
  if (text.includes("<<") && text.includes("$(")) return false;
  return !(text.includes("${") && unusualParameter.test(text)) && !beyondSh.test(text);
}

/** `${…}` that is not a name alone or with a default, or a part taken off. */
const unusualParameter = /\$\{(?!(?:\w+|[?@*#$!-])(?:\}|(?::?[-=?+]|%{1,2}|#{1,2})[^{}$"'`]*\}))/u;

/** An element of an array, or a condition, whose bracket is not closed on its line. */
const openBracket = /\b[A-Za-z_]\w*\[[^\]\n]*$|\[\[[^\]\n]*$/mu;

/** Pipelines and lists of simple commands on one line; the parser does not report what is wrong within `$( )`. */
const plainSubstitution =
  /\$\((?:\s*[^\s()&|;<>{}`"'\\]|"[^"`$\\\n]*"|'[^'\n]*')(?:[^()&|;<>{}\n`"'\\]|"[^"`$\\\n]*"|'[^'\n]*'|(?:&&|\|\|?) *[^\s()&|;<>{}`"'\\])*\)/gu;
const keyword =
  /(?:^|[\s(&|])(?:if|then|elif|else|fi|for|while|until|do|done|case|esac|in|select|function|coproc|time|!)(?![\w-])/u;

function hasPlainSubstitutions(text: string): boolean {
  const all = text.split("$(").length - text.split("$((").length;
  const plain = text.match(plainSubstitution) ?? [];
  return plain.length === all && !plain.some((each) => keyword.test(each));
}

/** Syntax, not commands, that dash refuses or reads in another way; also names that it does not allow. */
const beyondSh = new RegExp(
  [
    /\[\[|<<<|[<>]\(|[<>|]&|&>|;&|\(\(|\$["']|\d\d[<>]|\}[<>]/u,
    /\b(?:function|select|coproc|time)\b|\bfor\s+(?![A-Za-z_]\w*[\s;])|\bfor\s+\w[^\n;]*[;\n]\s*\{/u,
    /!\s*(?:$|[!;&|)])|(?:[^\w\s]|-[\w-]*)\s*\(\)|^\s*\d\w*\s*\(\)/mu,
    /\b(?:break|continue|eval|exec|exit|export|readonly|return|set|shift|times|trap|unset)\s*\(\)/u,
  ]
    .map(({ source }) => source)
    .join("|"),
  "mu",
);

/** A parenthesis that neither starts a command, a substitution or an operator nor belongs to `name()`. */
function hasDoubtfulParenthesis(text: string): boolean {
  for (let at = text.indexOf("("); at >= 0; at = text.indexOf("(", at + 1)) {
    if (text.charAt(at - 1) === "$" || (text.charAt(at + 1) === ")" && endsName(text, at))) continue;
    let before = at - 1;
    while (text.charAt(before) === " " || text.charAt(before) === "\t") before--;
    if (before >= 0 && !"\n;&|(<>!".includes(text.charAt(before))) return true;
  }
  return false;
}

/** Whether a function's name ends before `at`: a word at the beginning of its line. */
function endsName(text: string, at: number): boolean {
  return /^[ \t]*[\w-]+[ \t]*$/u.test(text.slice(text.lastIndexOf("\n", at) + 1, at));
}

const operator = /<<(-?)[ \t]*(?:"([\w.-]+)"|'([\w.-]+)'|\\?([\w.-]+))(?=[\s;&|)]|$)/gu;

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
