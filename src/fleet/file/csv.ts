import { say } from "../../l10n/sentence";
import type { Range } from "../../userdata/finding";
import { LineIndex } from "../../userdata/lineIndex";

/** One cell of a table, with its place. */
export interface Cell {
  readonly text: string;
  readonly range: Range;
}

export type CsvReading =
  | { readonly ok: true; readonly rows: readonly (readonly Cell[])[] }
  | { readonly ok: false; readonly problem: string; readonly range: Range };

/** Reads comma-separated values (RFC 4180; a line may end with a line feed alone). Empty lines are left out. Never throws. */
export function readCsv(text: string): CsvReading {
  const index = new LineIndex(text);
  const rows: Cell[][] = [];
  let row: Cell[] = [];
  let at = text.startsWith("\ufeff") ? 1 : 0;
  const endRow = (): void => {
    if (row.length > 1 || (row[0]?.text ?? "") !== "") rows.push(row);
    row = [];
  };
  while (at <= text.length) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    if (cell.problem !== undefined) {
      return { ok: false, problem: cell.problem, range: index.range(at, Math.min(text.length, at + 1)) };
    }
    row.push(new PlacedCell(cell.text, index, at, cell.end));
    at = cell.end;
    if (text[at] === ",") {
      at++;
      continue;
    }
    endRow();
    if (at >= text.length) break;
    at += text.startsWith("\r\n", at) ? 2 : 1;
    if (at >= text.length) break;
  }
  return { ok: true, rows };
}

/** The place is worked out when somebody asks: of most cells nobody does. */
class PlacedCell implements Cell {
  readonly text: string;
  readonly #index: LineIndex;
  readonly #start: number;
  readonly #end: number;

  constructor(text: string, index: LineIndex, start: number, end: number) {
    this.text = text;
    this.#index = index;
    this.#start = start;
    this.#end = end;
  }

  get range(): Range {
    return this.#index.range(this.#start, this.#end);
  }
}

interface Read {
  readonly text: string;
  readonly end: number;
  readonly problem?: string;
}

function plainCell(text: string, start: number): Read {
  const delimiter = /[,\r\n]/g;
  delimiter.lastIndex = start;
  const end = delimiter.exec(text)?.index ?? text.length;
  const cell = text.slice(start, end);
  if (cell.includes('"'))
    return { text: "", end, problem: say`A cell that contains " must be quoted, with each " doubled.` };
  return { text: cell.trim(), end };
}

function quotedCell(text: string, start: number): Read {
  let content = "";
  let at = start + 1;
  for (;;) {
    const close = text.indexOf('"', at);
    if (close < 0) return { text: "", end: text.length, problem: say`A quoted cell has no closing ".` };
    content += text.slice(at, close);
    if (text[close + 1] !== '"') {
      const end = close + 1;
      const next = text[end] ?? "\n";
      return /[,\r\n]/.test(next)
        ? { text: content, end }
        : { text: "", end, problem: say`A closing " must be followed by a comma or the end of the line.` };
    }
    content += '"';
    at = close + 2;
  }
}
