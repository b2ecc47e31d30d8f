/** What can be written at a place: keys, values, and whole entries. */
import type { Range } from "../../finding";
import { LineIndex } from "../../lineIndex";
import { topLevelKeys } from "../catalogue";
import type { Literal, Schema } from "../catalogue/schema";
import { cursorContext, type CursorContext } from "./cursorContext";
import { describe } from "./hover";
import { keysAt, schemasAt, type Candidate, type Step } from "./schemaAt";

export interface Completion {
  readonly label: string;
  readonly kind: "key" | "value" | "snippet";
  /** Replaces `range`. With `snippet` true, `$1` and `${2:word}` are places to fill in. */
  readonly insertText: string;
  readonly snippet: boolean;
  readonly range: Range;
  /** A short word: the type, or where the value belongs. */
  readonly detail: string;
  readonly documentation: string | undefined;
  readonly deprecated: boolean;
  /** Sorts before others with a larger text. */
  readonly sortText: string;
}

/** What can be written at `offset` of a cloud-config. */
export function complete(text: string, offset: number): Completion[] {
  const context = cursorContext(text, offset);
  if (context.quiet) return [];
  const range = new LineIndex(text).range(context.wordStart, offset);
  if (context.writing === "value") return valuesAt(context.steps, range);
  const keys = keyCompletions(context, range);
  const entries = context.steps.length === 0 ? [] : valuesAt(context.steps, range);
  return [...keys, ...entries, ...(context.steps.length === 0 ? examples(context, range) : [])];
}

function keyCompletions({ steps, siblings, column }: CursorContext, range: Range): Completion[] {
  return [...keysAt(steps)]
    .filter(([key]) => !siblings.has(key))
    .map(([key, schema]) => {
      const outdated = schema.deprecated !== undefined;
      return {
        label: key,
        kind: "key",
        insertText: keySnippet(key, [...steps, key], column),
        snippet: true,
        range,
        detail: typeWords(schemasAt([...steps, key])),
        documentation: describe([...steps, key]),
        deprecated: outdated,
        sortText: `${outdated ? "2" : "1"}${key}`,
      };
    });
}

/** A key with what must come after it: a value's place, a new line for a mapping, a dash for a list. */
function keySnippet(key: string, steps: readonly Step[], column: number): string {
  const candidates = schemasAt(steps);
  const types = new Set(candidates.flatMap(({ schema }) => schema.types ?? []));
  const inner = " ".repeat(column + 2);
  const scalar = scalarTypes.some((type) => types.has(type));
  const name = escaped(key);
  const values = candidates
    .flatMap(({ schema }) => schema.values ?? [])
    .filter((value) => typeof value === "string");
  if (key === "content") return `${name}: |\n${inner}$1`;
  if (key === "permissions") return `${name}: '\${1:0644}'`;
  if (types.has("array") && !scalar) return `${name}:\n${inner}- $1`;
  if (types.has("object") && !scalar) return `${name}:\n${inner}$1`;
  if (types.has("boolean")) return `${name}: \${1|true,false|}`;
  if (values.length > 0 && values.length < 12) return `${name}: \${1|${values.map(escaped).join(",")}|}`;
  return `${name}: $1`;
}

const scalarTypes = ["string", "boolean", "integer", "number"] as const;

function escaped(text: string): string {
  return text.replace(/[\\$},|]/g, "\\$&");
}

/** Values that the place names, and true and false where it takes them. */
function valuesAt(steps: readonly Step[], range: Range): Completion[] {
  const found = new Map<string, Completion>();
  for (const { schema } of schemasAt(steps)) {
    for (const value of valuesOf(schema)) {
      const written = writtenValue(value);
      const outdated = schema.deprecated !== undefined;
      if (found.has(written)) continue;
      found.set(written, {
        label: written,
        kind: "value",
        insertText: written,
        snippet: false,
        range,
        detail: value === schema.default ? "default" : "",
        documentation: schema.doc,
        deprecated: outdated,
        sortText: `${outdated ? "2" : "0"}${written}`,
      });
    }
  }
  return [...found.values()];
}

function valuesOf(schema: Schema): readonly Literal[] {
  if (schema.values !== undefined) return schema.values;
  return schema.types?.includes("boolean") === true ? [true, false] : [];
}

/** Words that YAML 1.1 would read as something else are quoted. */
function writtenValue(value: Literal): string {
  if (typeof value !== "string") return value === null ? "null" : String(value);
  return /^(?:yes|no|on|off|true|false|null|~|y|n)$/i.test(value) || /^[0-9]/.test(value)
    ? `'${value}'`
    : value;
}

/** A whole example for each top-level key. */
function examples({ siblings }: CursorContext, range: Range): Completion[] {
  return Object.entries(topLevelKeys).flatMap(([key, { schema }]) => {
    if (schema.example === undefined || siblings.has(key) || schema.deprecated !== undefined) return [];
    return [
      {
        label: `${key}: example`,
        kind: "snippet",
        insertText: schema.example.trimEnd(),
        snippet: false,
        range,
        detail: "example",
        documentation: `\`\`\`yaml\n${schema.example.trimEnd()}\n\`\`\``,
        deprecated: false,
        sortText: `3${key}`,
      },
    ];
  });
}

function typeWords(candidates: readonly Candidate[]): string {
  return [...new Set(candidates.flatMap(({ schema }) => schema.types ?? []))].join(" | ");
}
