/**
 * Text that a tool fills in before cloud-init (or, for jinja, cloud-init itself) reads it. The marks are replaced by
 * characters of the same number, so that the rest can be read and every place stays where it is.
 */
import type { TemplateKind, UserDataDocument } from "../document";
import { joinedText, plainText, type MappedText } from "../script/text/mappedText";

interface Mark {
  readonly start: number;
  readonly end: number;
  /** `{{ … }}` stands for a value; `{% … %}` and `%{ … }` steer; `{# … #}` is a comment. */
  readonly kind: "value" | "tag" | "comment";
}

const openings: readonly { readonly open: string; readonly close: string; readonly kind: Mark["kind"] }[] = [
  { open: "{{", close: "}}", kind: "value" },
  { open: "{%", close: "%}", kind: "tag" },
  { open: "{#", close: "#}", kind: "comment" },
];
const terraformTag = { open: "%{", close: "}", kind: "tag" } as const;

/** The text with its template marks made harmless. */
export function maskTemplate(text: string, template: TemplateKind): string {
  const found = marksOf(text, template);
  if (found.length === 0) return text;
  const pieces: string[] = [];
  let at = 0;
  for (const mark of found) {
    pieces.push(text.slice(at, mark.start));
    const filler = mark.kind !== "value" && standsAlone(text, mark) ? " " : "x";
    pieces.push(text.slice(mark.start, mark.end).replace(/[^\r\n]/g, filler));
    at = mark.end;
  }
  return withoutBlanks(pieces.join("") + text.slice(at), text);
}

/**
 * A line that held nothing but a mark is empty once it is filled in. Its blanks would count for the indentation of a block
 * that starts with it, so they stand behind the line before; every other place stays where it is.
 */
function withoutBlanks(masked: string, text: string): string {
  const before = text.split("\n");
  const lines = masked.split("\n");
  let last = 0;
  let blanks = 0;
  const settle = (): void => {
    if (blanks > 0) lines[last] = (lines[last] ?? "").replace(/\r?$/, (end) => " ".repeat(blanks) + end);
    blanks = 0;
  };
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() !== "" || before[index]?.trim() === "") {
      settle();
      last = index;
      continue;
    }
    const end = line.endsWith("\r") ? "\r" : "";
    blanks += line.length - end.length;
    lines[index] = end;
  }
  settle();
  return lines.join("\n");
}

/** The marks in their order; one search for each opening and none past the last closing, so linear in the text. */
export function marksOf(text: string, template: TemplateKind): Mark[] {
  const kinds = template === "jinja" ? openings : [...openings, terraformTag];
  const found: Mark[] = [];
  const next = kinds.map(({ open }) => text.indexOf(open));
  const exhausted = new Set<number>();
  for (let from = 0; ;) {
    const first = nearest(next, exhausted);
    const kind = kinds[first];
    const start = next[first] ?? -1;
    if (kind === undefined || start < 0) return found;
    const close = text.indexOf(kind.close, start + 2);
    if (close < 0) {
      exhausted.add(first);
      continue;
    }
    from = close + kind.close.length;
    found.push({ start, end: from, kind: kind.kind });
    for (const [index, { open }] of kinds.entries()) {
      if ((next[index] ?? -1) >= 0 && (next[index] ?? -1) < from) next[index] = text.indexOf(open, from);
    }
  }
}

/** The kind whose next opening comes first; -1 when there is none. */
function nearest(next: readonly number[], exhausted: ReadonlySet<number>): number {
  return next.reduce((best, at, index) => {
    if (at < 0 || exhausted.has(index)) return best;
    return best < 0 || at < (next[best] ?? Infinity) ? index : best;
  }, -1);
}

/** How far around a mark its line is looked at; longer lines are no lines of their own for it. */
const reach = 200;

/** A mark that has its line for itself leaves an empty line. Inside a line, space could end a text too early. */
function standsAlone(text: string, { start, end }: Mark): boolean {
  const before = text.slice(Math.max(0, start - reach), start);
  const after = text.slice(end, end + reach);
  const lineStart = before.lastIndexOf("\n") + 1;
  const lineEnd = after.indexOf("\n");
  if ((lineStart === 0 && before.length === reach) || (lineEnd < 0 && after.length === reach)) return false;
  const rest = before.slice(lineStart) + (lineEnd < 0 ? after : after.slice(0, lineEnd));
  return rest.replace(/\{%.*?%\}|%\{.*?\}/g, "").trim() === "";
}

/** A document's text without Terraform's escapes: `$${NAME}` is the shell's `${NAME}` once Terraform is done. */
export function filledText({ text, template }: UserDataDocument): MappedText {
  const source = plainText(text);
  const escapes = template === "terraform" ? [...text.matchAll(/\$(?=\$\{)|%(?=%\{)/gu)] : [];
  if (escapes.length === 0) return source;
  const starts = [0, ...escapes.map(({ index }) => index + 1)];
  return joinedText(
    starts.map((start, run) => {
      const end = escapes[run]?.index ?? text.length;
      return { text: text.slice(start, end), span: (from, to) => source.span(start + from, start + to) };
    }),
  );
}

/** What a tool is still to fill in, by who does; `$${` and `%%{` are letters for Terraform. */
const marks: Readonly<Record<TemplateKind, RegExp>> = {
  terraform: /(?<!\$)\$\{|(?<!%)%\{/u,
  go: /\{\{/u,
  jinja: /\{\{|\{%/u,
};

/** Whether a text of a template holds something that is still to be filled in. */
export function isUnfilled(text: string, template: TemplateKind): boolean {
  return marks[template].test(text);
}

/** Whether a span of the text holds a mark, so that nothing is certain about it. */
export function isOpen(text: string, start: number, end: number): boolean {
  return /\$\{|\{\{|%\{|\{%/.test(text.slice(start, Math.min(end, start + 4000)));
}
