import { isAborted } from "../arm/errors";
import { redact } from "../arm/errors/redact";
import { closest } from "../userdata/cloudConfig/validation/spelling";
import { toolDefinitions } from "./definitions";
import { problemOf, type ToolProblem } from "./problem";
import {
  ToolInput,
  ToolInputError,
  type ToolName,
  type ToolContext,
  type ToolPreview,
  type ToolValue,
} from "./tool";
import { tools } from "./tools";

export type ToolAnswer =
  { readonly ok: true; readonly value: ToolValue } | { readonly ok: false; readonly error: ToolProblem };

/** Runs a tool. Every failure is an answer, only an abort is thrown. Nothing that looks like a secret is in the answer. */
export async function runTool(
  name: ToolName,
  input: unknown,
  context: ToolContext,
  signal: AbortSignal,
): Promise<ToolAnswer> {
  try {
    return { ok: true, value: clean(await tools[name].run(readInput(name, input), context, signal)) };
  } catch (error) {
    if (isAborted(error)) throw error;
    return { ok: false, error: clean(problemOf(error)) };
  }
}

export type PreviewAnswer =
  | { readonly ok: true; readonly preview: ToolPreview | undefined }
  | { readonly ok: false; readonly error: ToolProblem };

/** What the tool would send; `preview` is undefined for a tool that only reads. */
export function previewTool(name: ToolName, input: unknown): PreviewAnswer {
  try {
    const read = readInput(name, input);
    return { ok: true, preview: tools[name].preview?.(read) };
  } catch (error) {
    return { ok: false, error: clean(problemOf(error)) };
  }
}

/**
 * Neither VS Code nor the MCP SDK holds a model to the schema that it was given, so `additionalProperties: false` is kept here:
 * a key that we would overlook may be the one that was meant. Throws `ToolInputError`.
 */
function readInput(name: ToolName, input: unknown): ToolInput {
  const known = Object.keys(toolDefinitions[name].inputSchema.properties);
  const read = new ToolInput(input);
  const problems = read.names
    .filter((key) => !known.includes(key))
    .map((key) => {
      const meant = closest(key, known);
      return meant === undefined ? `“${key}” is unknown.` : `“${key}” is unknown. Did you mean “${meant}”?`;
    });
  if (problems.length > 0) throw new ToolInputError([...problems, `Known: ${known.join(", ")}.`].join(" "));
  return read;
}

/** The same data with every text redacted. */
function clean<Data>(value: Data): Data {
  return JSON.parse(JSON.stringify(value), (_key, each: unknown) =>
    typeof each === "string" ? redact(each) : each,
  ) as Data;
}
