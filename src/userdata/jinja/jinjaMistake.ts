/**
 * What jinja itself refuses, as far as it can be told without its parser: marks that never end, tags that it does not
 * know or that do not pair, and expressions of another program (`{{.Names}}` of Docker and Go).
 * Source: Jinja2 3.1 with the one extension that cloud-init loads (`do`).
 */
import { say } from "../../l10n/sentence";
import { remembering } from "../remembering";

export interface JinjaMistake {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** Tags that hold a block, up to `end` with the same name. */
const blocks = ["if", "for", "macro", "filter", "call", "block", "with", "autoescape"];
/** The names of all tags, those inside a block too. */
const tags: ReadonlySet<string> = new Set([
  ...blocks,
  ...blocks.map((name) => `end${name}`),
  ...[
    "set",
    "endset",
    "else",
    "elif",
    "include",
    "import",
    "from",
    "extends",
    "do",
    "print",
    "raw",
    "endraw",
  ],
]);
const closings: Readonly<Record<string, string>> = { "{{": "}}", "{%": "%}", "{#": "#}" };
const advice = say`Put {% raw %} and {% endraw %} around text that is meant for another program.`;

interface Mark {
  readonly start: number;
  readonly end: number;
  /** What stands between the braces, without the signs that strip white space. */
  readonly body: string;
}

interface Block extends Mark {
  readonly name: string;
}

/** The first thing that jinja would refuse. Each search continues where the last one ended, so linear in the text. */
export const jinjaMistake = remembering(findMistake);

function findMistake(text: string): JinjaMistake | undefined {
  const open: Block[] = [];
  const opening = /\{[{%#]/g;
  // The line that asks for jinja is no part of the template.
  opening.lastIndex = text.indexOf("\n") + 1;
  for (let found = opening.exec(text); found !== null; found = opening.exec(text)) {
    const start = found.index;
    const close = text.indexOf(closings[found[0]] ?? "", start + 2);
    if (close < 0) return neverEnds(found[0], start);
    const body = text.slice(start + 2, close).replace(/^[-+]|[-+]$/g, "");
    const mark = { start, end: close + 2, body: body.trim() };
    const name = found[0] === "{%" ? (/^\w+/.exec(mark.body)?.[0] ?? "") : undefined;
    opening.lastIndex = name === "raw" ? endOfRaw(text, mark.end) : mark.end;
    const mistake = name === undefined ? valueMistake(found[0], mark) : tagMistake({ ...mark, name }, open);
    if (mistake !== undefined) return mistake;
  }
  const [first] = open;
  return first && { ...placeOf(first), message: say`jinja: "{% ${first.name} %}" is never closed.` };
}

function neverEnds(opening: string, start: number): JinjaMistake {
  const message = say`jinja: "${opening}" starts something that never ends. ${advice}`;
  return { start, end: start + 2, message };
}

/** Past the raw block; the end of the text where it never ends. */
function endOfRaw(text: string, from: number): number {
  const end = /\{%[-+]?\s*endraw\s*[-+]?%\}/g;
  end.lastIndex = from;
  return end.exec(text) === null ? text.length : end.lastIndex;
}

function valueMistake(opening: string, mark: Mark): JinjaMistake | undefined {
  if (opening === "{#" || !(mark.body === "" || mark.body.startsWith("."))) return undefined;
  return { ...placeOf(mark), message: `jinja: this is not a jinja expression. ${advice}` };
}

function tagMistake(tag: Block, open: Block[]): JinjaMistake | undefined {
  const { name, body } = tag;
  const wrong = (what: string): JinjaMistake => ({
    ...placeOf(tag),
    message: say`jinja: "{% ${name} %}" ${what}`,
  });
  if (!tags.has(name)) return wrong(say`is not a jinja tag. ${advice}`);
  if (name === "else" || name === "elif") {
    const around = open.at(-1)?.name;
    return around === "if" || (around === "for" && name === "else")
      ? undefined
      : wrong(say`has no opening tag.`);
  }
  if (blocks.includes(name) || (name === "set" && !body.includes("="))) open.push(tag);
  else if (name.startsWith("end") && name !== "endraw" && open.pop()?.name !== name.slice(3)) {
    return wrong(say`closes no open tag.`);
  }
  return undefined;
}

function placeOf({ start, end }: Mark): Pick<JinjaMistake, "start" | "end"> {
  return { start, end };
}
