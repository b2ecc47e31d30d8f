/**
 * Where in the data a cursor stands, told from the indentation alone: while one types, the text is rarely whole YAML.
 */
import type { Step } from "./schemaAt";

export interface CursorContext {
  /** The mapping or the list around the cursor, or the key whose value is being written. */
  readonly steps: readonly Step[];
  /** A key (or a list's entry, which may start with one) is being written, or the value of a key on this line. */
  readonly writing: "key" | "value";
  /** What is written already, and where it starts. */
  readonly word: string;
  readonly wordStart: number;
  /** Indentation of a key here: columns before the word. */
  readonly column: number;
  /** Keys that the mapping around the cursor has on other lines. */
  readonly siblings: ReadonlySet<string>;
  /** Whether the cursor stands in a block of text, a comment, or `[ ]` and `{ }`, where nothing is offered. */
  readonly quiet: boolean;
}

interface Line {
  /** Columns before the first character that is no dash of a list. */
  readonly column: number;
  /** The columns of the dashes. */
  readonly dashes: readonly number[];
  readonly key: string | undefined;
  readonly value: string;
}

const keyed = /^("[^"]*"|'[^']*'|[^\s#:'"[\]{},&*!|>%@`-][^#]*?|-?[^\s#:]+)[ \t]*:(?=[ \t]|$)[ \t]*(.*)$/;

function readLine(text: string): Line | undefined {
  const dashes: number[] = [];
  let column = text.length - text.trimStart().length;
  let rest = text.slice(column);
  while (/^-(?:[ \t]|$)/.test(rest)) {
    dashes.push(column);
    const skipped = /^-[ \t]*/.exec(rest)?.[0].length ?? 1;
    column += skipped;
    rest = rest.slice(skipped);
  }
  if (dashes.length === 0 && (rest === "" || rest.startsWith("#"))) return undefined;
  const match = keyed.exec(rest);
  const key = match?.[1]?.replace(/^["']|["']$/g, "");
  return { column, dashes, key, value: (match?.[2] ?? rest).trim() };
}

/** Lines further up than this do not count; no block is that long while it is typed. */
const furthest = 5000;

export function cursorContext(text: string, offset: number): CursorContext {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  const above = text
    .slice(0, Math.max(0, lineStart - 1))
    .split(/\r?\n/)
    .slice(-furthest);
  const current = readLine(before) ?? { column: before.length, dashes: [], key: undefined, value: "" };
  const writing = current.key === undefined ? "key" : "value";
  const word = writing === "key" ? before.slice(current.column) : current.value;
  const place = placeOf(above, current);
  const steps =
    writing === "value" && current.key !== undefined ? [...place.steps, current.key] : place.steps;
  const siblings = new Set([...place.siblings, ...siblingsBelow(text, offset, current)]);
  const quiet = place.inBlockText || /(?:^|\s)#/.test(before) || /[[{]/.test(current.value);
  return { steps, writing, word, wordStart: offset - word.length, column: current.column, siblings, quiet };
}

interface CursorPosition {
  readonly steps: readonly Step[];
  readonly siblings: ReadonlySet<string>;
  readonly inBlockText: boolean;
}

/** A key or a list's dash that is still open at some line. */
interface Open {
  readonly column: number;
  readonly step: Step | undefined;
  readonly isDash: boolean;
  /** After `|` or `>` every deeper line is text. */
  readonly isText: boolean;
  readonly keys: Set<string>;
}

/** Goes down line by line and keeps what is open: a line closes all that is not indented less than itself. */
function placeOf(above: readonly string[], current: Line): CursorPosition {
  const root: Open = { column: -1, step: undefined, isDash: false, isText: false, keys: new Set() };
  const open: Open[] = [root];
  const top = (): Open => open.at(-1) ?? root;
  for (const text of above) {
    const line = readLine(text);
    if (line === undefined || (top().isText && line.column > top().column && !startsAbove(line, top())))
      continue;
    openDashes(line, open, top);
    if (line.key === undefined) continue;
    close(open, (each) => each.column >= line.column);
    top().keys.add(line.key);
    const isText = /^[|>][-+0-9]*(?:\s|$)/.test(line.value);
    open.push({ column: line.column, step: line.key, isDash: false, isText, keys: new Set() });
  }
  const inBlockText = top().isText && current.column > top().column;
  openDashes(current, open, top);
  close(open, (each) => each.column >= current.column);
  const steps = open.flatMap(({ step }) => (step === undefined ? [] : [step]));
  return { steps, siblings: top().keys, inBlockText };
}

/** Whether a line's dash stands before the text's own column, so that the text has ended. */
function startsAbove(line: Line, text: Open): boolean {
  const [first] = line.dashes;
  return first !== undefined && first <= text.column;
}

function openDashes(line: Line, open: Open[], top: () => Open): void {
  for (const column of line.dashes) {
    // A list may stand at the column of its key.
    close(open, (each) => each.column > column || (each.column === column && each.isDash));
    if (top().column <= column) open.push({ column, step: 0, isDash: true, isText: false, keys: new Set() });
  }
}

function close(open: Open[], ended: (each: Open) => boolean): void {
  for (let last = open.at(-1); last !== undefined && ended(last); last = open.at(-1)) open.pop();
}

/** Keys of the same mapping behind the cursor. */
function siblingsBelow(text: string, offset: number, current: Line): string[] {
  const found: string[] = [];
  const from = text.indexOf("\n", offset);
  if (from < 0) return found;
  for (const raw of text.slice(from + 1, from + 20_000).split(/\r?\n/)) {
    const line = readLine(raw);
    if (line === undefined) continue;
    if (line.column < current.column || (line.dashes.length > 0 && line.column <= current.column)) break;
    if (line.column === current.column && line.key !== undefined) found.push(line.key);
  }
  return found;
}
