/** Finds the phrases that `terms.ts` avoids in texts, comments and documents. */
import ts from "typescript";
import { quotations, terms } from "./terms";

export interface Hit {
  /** From 1. */
  readonly line: number;
  readonly phrase: string;
  readonly use: string;
}

/** A stretch of a file that people read, by offsets. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

const useOf = new Map(terms.flatMap(({ use, avoid }) => avoid.map((phrase) => [phrase.toLowerCase(), use])));
const phrases = [...useOf.keys()].sort((one, other) => other.length - one.length);
const avoided = new RegExp(
  String.raw`(?<![\w-])(?:${phrases.map((phrase) => phrase.replaceAll(/[^\w ]/g, String.raw`\$&`).replaceAll(" ", String.raw`\s+`)).join("|")})(?![\w-])`,
  "gi",
);

/** Looked into: documents; comments, and strings of several words, in code; in tests, comments and the titles of tests. */
export function avoidedIn(file: string, text: string): Hit[] {
  const prose = asProse(text);
  if (prose.search(avoided) < 0) return [];
  const stretches = stretchesIn(file, text);
  return stretches
    .sort((one, other) => one.start - other.start)
    .flatMap(({ start, end }) =>
      [...prose.slice(start, end).matchAll(avoided)].map((match) => ({
        line: text.slice(0, start + match.index).split("\n").length,
        phrase: match[0],
        use: useOf.get(match[0].toLowerCase().replaceAll(/\s+/g, " ")) ?? "",
      })),
    );
}

/** The same text, as long as before: marks of continued comments, code and quotations are blanks. */
function asProse(text: string): string {
  const blank = (whole: string): string => " ".repeat(whole.length);
  return [/\n\s*(?:\*|\/\/|#)?[ \t]*/g, /(?<=^|[^`])`[^`\n]+`(?=$|[^`])/g, ...quotations].reduce(
    (prose, pattern) => prose.replaceAll(pattern, blank),
    text,
  );
}

function stretchesIn(file: string, text: string): Stretch[] {
  if (/\.[cm]?[tj]s$/.test(file)) return stretchesOfCode(file, text);
  if (!file.endsWith(".json")) return [{ start: 0, end: text.length }];
  return [...text.matchAll(/: "((?:[^"\\]|\\.)* (?:[^"\\]|\\.)*)"/g)].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
}

function stretchesOfCode(file: string, text: string): Stretch[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const comments = new Map<number, Stretch>();
  const strings: Stretch[] = [];
  const visit = (node: ts.Node): void => {
    if (isSample(node)) return;
    for (const { pos, end } of [
      ...(ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.end) ?? []),
    ])
      comments.set(pos, { start: pos, end });
    if (isText(node) && (!file.startsWith("test/") || isTitle(node)))
      strings.push({ start: node.getStart(), end: node.end });
    for (const child of node.getChildren(source)) visit(child);
  };
  visit(source);
  return [...comments.values(), ...strings];
}

/** Output of other programs, as it was seen. */
function isSample(node: ts.Node): boolean {
  return ts.isPropertyAssignment(node) && node.name.getText() === "samples";
}

/** A string, or a piece of a template, with a blank in it. */
function isText(node: ts.Node): boolean {
  const isPiece =
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddle(node) ||
    ts.isTemplateTail(node);
  return isPiece && node.text.includes(" ");
}

/** What `describe` and `it` are given. */
function isTitle(node: ts.Node): boolean {
  const call = ts.isTemplateExpression(node.parent) ? node.parent.parent : node.parent;
  return ts.isCallExpression(call) && /^(describe|it)$/.test(call.expression.getText());
}
