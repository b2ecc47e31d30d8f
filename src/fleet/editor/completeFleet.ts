import type { Completion } from "../../userdata/cloudConfig/editor/complete";
import { cursorContext, type CursorContext } from "../../userdata/cloudConfig/editor/cursorContext";
import type { Range } from "../../userdata/finding";
import { LineIndex } from "../../userdata/lineIndex";
import type { AzureValues, Shape } from "../file/shape";
import { describeKey, typeOf } from "./fleetHover";
import { fieldsAt, shapeAt } from "./shapeAt";

/** What can be written at a place of a fleet file. */
export interface FleetCompletions {
  readonly known: readonly Completion[];
  /** What Azure has values for, and where the value is looked for. */
  readonly azure?: AzureQuestion;
}

export interface AzureQuestion {
  readonly values: AzureValues;
  readonly subscriptionId?: string;
  readonly resourceGroup?: string;
  readonly range: Range;
}

/** Keys and values at `offset` of a fleet file in YAML, told from the indentation: while one types, the text is rarely whole YAML. */
export function completeFleet(text: string, offset: number): FleetCompletions {
  const context = cursorContext(text, offset);
  if (context.quiet) return { known: [] };
  const range = new LineIndex(text).range(context.wordStart, offset);
  if (context.writing === "key") return { known: keys(context, range) };
  const shape = shapeAt(context.steps);
  if (shape === undefined) return { known: [] };
  const known = valuesOf(shape).map((value, index) => valueCompletion(value, index, range));
  if (shape.kind !== "text" || shape.azure === undefined) return { known };
  const subscriptionId = nearest(text, offset, "subscriptionId");
  const resourceGroup = nearest(text, offset, "resourceGroup");
  return {
    known,
    azure: {
      values: shape.azure,
      range,
      ...(subscriptionId !== undefined && { subscriptionId }),
      ...(resourceGroup !== undefined && { resourceGroup }),
    },
  };
}

function keys({ steps, siblings, column }: CursorContext, range: Range): Completion[] {
  return Object.entries(fieldsAt(steps))
    .filter(([key]) => !siblings.has(key) && !key.startsWith("$"))
    .map(([key, shape], index) => ({
      label: key,
      kind: "key",
      insertText: `${key}:${opening(shapeAt([...steps, key]) ?? shape, column + 2)}`,
      snippet: true,
      range,
      detail: typeOf(shapeAt([...steps, key]) ?? shape),
      documentation: describeKey([...steps, key]),
      deprecated: false,
      sortText: sortText(index),
    }));
}

/** What comes after a key's colon: a value's place, a new line for a mapping, a dash for a list. */
function opening(shape: Shape, column: number): string {
  const inner = `\n${" ".repeat(column)}`;
  switch (shape.kind) {
    case "list":
      return `${inner}- $1`;
    case "object":
    case "texts":
    case "later":
      return `${inner}$1`;
    case "choice":
    case "boolean":
      return ` \${1|${valuesOf(shape).join(",")}|}`;
    case "integer":
    case "text":
      return " $1";
  }
}

function valuesOf(shape: Shape): readonly string[] {
  if (shape.kind === "choice") return shape.values;
  return shape.kind === "boolean" ? ["true", "false"] : [];
}

function valueCompletion(value: string, index: number, range: Range): Completion {
  return {
    label: value,
    kind: "value",
    insertText: value,
    snippet: false,
    range,
    detail: "",
    documentation: undefined,
    deprecated: false,
    sortText: sortText(index),
  };
}

/** In the order of the format. */
function sortText(index: number): string {
  return String(index).padStart(3, "0");
}

/** The value of a key above the cursor, else the first one below: an entry's own value stands nearer than that of `defaults`. */
function nearest(text: string, offset: number, key: string): string | undefined {
  const written = new RegExp(`^[ \\t-]*${key}:[ \\t]*["']?([^\\s"'#]+)`, "gmu");
  const above = [...text.slice(0, offset).matchAll(written)].at(-1);
  return (above ?? written.exec(text.slice(offset)))?.[1];
}
