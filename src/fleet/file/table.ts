import { say } from "../../l10n/sentence";
import { closest } from "../../userdata/cloudConfig/validation/spelling";
import { readCsv, type Cell } from "./csv";
import { isSecretKey, secretKeyMessage, requirement } from "./decodeNode";
import { maxVirtualMachines, rowShape } from "./fields";
import type { Findings, SourceLocation } from "./sourceLocation";
import type { ValidatedValue } from "./validatedValue";
import type { Shape } from "./shape";

interface Column {
  readonly path: string;
  readonly shape: Shape;
}

/** More than a VM has values; each is compared with those before it. */
const maxColumns = 1_000;

/** The VMs of an imported table, one for each row below its head. What is wrong goes to `findings` with the table's name. */
export function readTable(file: string, text: string, findings: Findings): readonly ValidatedValue[] {
  const reading = readCsv(text);
  if (!reading.ok) {
    findings.error("fleet/csv", { file, range: reading.range }, reading.problem);
    return [];
  }
  const [head, ...rows] = reading.rows;
  if (head === undefined) {
    findings.error(
      "fleet/csv",
      { file, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } },
      say`The table is empty. Its first line must name the columns.`,
    );
    return [];
  }
  if (rows.length > maxVirtualMachines) {
    findings.error(
      "fleet/too-large",
      { file, range: rangeOf(head) },
      say`A fleet has ${maxVirtualMachines} VMs at most.`,
    );
    return [];
  }
  if (head.length > maxColumns) {
    findings.error(
      "fleet/too-large",
      { file, range: rangeOf(head) },
      say`A table has ${maxColumns} columns at most.`,
    );
    return [];
  }
  const columns = head.map((cell, index) => columnOf(file, cell, head.slice(0, index), findings));
  return rows.map((row) => readRow(file, columns, row, findings));
}

function columnOf(file: string, cell: Cell, before: readonly Cell[], findings: Findings): Column | undefined {
  const place: SourceLocation = { file, range: cell.range };
  if (before.some(({ text }) => text === cell.text)) {
    findings.error("fleet/duplicate-key", place, say`The column ${JSON.stringify(cell.text)} is repeated.`);
    return undefined;
  }
  const shape = shapeAt(cell.text);
  if (shape !== undefined) return { path: cell.text, shape };
  if (isSecretKey(cell.text)) {
    findings.error("fleet/secret", place, secretKeyMessage);
    return undefined;
  }
  const meant = closest(cell.text, Object.keys(rowShape.fields));
  const hint = meant === undefined ? "" : say` Did you mean ${meant}?`;
  findings.error(
    "fleet/unknown-key",
    place,
    say`Unknown column ${JSON.stringify(cell.text.slice(0, 60))}.${hint}`,
  );
  return undefined;
}

/** The shape at a path such as `networks.0.name`; undefined for none, and for what does not fit into one cell. */
function shapeAt(path: string): Shape | undefined {
  let shape: Shape | undefined = rowShape;
  for (const part of path.split(".")) {
    if (shape?.kind === "object") shape = Object.hasOwn(shape.fields, part) ? shape.fields[part] : undefined;
    else if (shape?.kind === "list") shape = /^(0|[1-9]\d?)$/.test(part) ? shape.item : undefined;
    else if (shape?.kind === "texts") shape = part === "" ? undefined : { kind: "text", doc: "" };
    else return undefined;
  }
  return shape?.kind === "object" || shape?.kind === "list" || shape?.kind === "texts" ? undefined : shape;
}

function readRow(
  file: string,
  columns: readonly (Column | undefined)[],
  row: readonly Cell[],
  findings: Findings,
): ValidatedValue {
  const place: SourceLocation = { file, range: rangeOf(row) };
  if (row.length !== columns.length) {
    findings.error(
      "fleet/csv",
      place,
      say`This row has ${row.length} cells; the head has ${columns.length}.`,
    );
  }
  const places = new Map<string, SourceLocation>();
  const root: Branch = new Map();
  for (const [index, column] of columns.entries()) {
    const cell = row[index];
    if (column === undefined || cell === undefined || cell.text === "") continue;
    const at: SourceLocation = { file, range: cell.range };
    places.set(column.path, at);
    const value = valueOf(cell.text, column.shape);
    if (value === undefined) {
      findings.error("fleet/type", at, requirement(column.path, column.shape), column.path);
    } else put(root, column.path.split("."), value);
  }
  const value = plain(root);
  return { value: typeof value === "object" && value !== null ? { ...value } : {}, places, place };
}

function valueOf(text: string, shape: Shape): unknown {
  switch (shape.kind) {
    case "integer": {
      const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      return number >= shape.min && number <= shape.max ? number : undefined;
    }
    case "boolean":
      return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : undefined;
    case "choice":
      return shape.values.includes(text) ? text : undefined;
    default:
      return text;
  }
}

type Branch = Map<string, unknown>;

function put(branch: Branch, path: readonly string[], value: unknown): void {
  const [key = "", ...rest] = path;
  if (rest.length === 0) {
    branch.set(key, value);
    return;
  }
  const known = branch.get(key);
  const next: Branch = known instanceof Map ? (known as Branch) : new Map<string, unknown>();
  branch.set(key, next);
  put(next, rest, value);
}

/** Keys that are all numbers make a list, in their order. */
function plain(value: unknown): unknown {
  if (!(value instanceof Map)) return value;
  const entries = [...(value as Branch)].map(([key, member]) => [key, plain(member)] as const);
  if (entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key)))
    return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, member]) => member);
  return Object.fromEntries(entries);
}

function rangeOf(row: readonly Cell[]): SourceLocation["range"] {
  const [first] = row;
  const last = row.at(-1);
  const zero = { line: 0, character: 0 };
  return { start: first?.range.start ?? zero, end: last?.range.end ?? zero };
}
