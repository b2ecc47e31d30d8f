import { isAborted } from "../arm/errors";
import { redact } from "../arm/redact";
import { problemOf, type ToolProblem } from "./problem";
import { ToolInput, type ToolName, type ToolPlace, type ToolPreview, type ToolValue } from "./tool";
import { tools } from "./tools";

export type ToolAnswer =
  { readonly ok: true; readonly value: ToolValue } | { readonly ok: false; readonly error: ToolProblem };

/** Runs a tool. Every failure is an answer, only an abort is thrown. Nothing that looks like a secret is in the answer. */
export async function runTool(
  name: ToolName,
  input: unknown,
  place: ToolPlace,
  signal: AbortSignal,
): Promise<ToolAnswer> {
  try {
    return { ok: true, value: clean(await tools[name].run(new ToolInput(input), place, signal)) };
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
    return { ok: true, preview: tools[name].preview?.(new ToolInput(input)) };
  } catch (error) {
    return { ok: false, error: clean(problemOf(error)) };
  }
}

/** The same data with every text redacted. */
function clean<Data>(value: Data): Data {
  return JSON.parse(JSON.stringify(value), (_key, each: unknown) =>
    typeof each === "string" ? redact(each) : each,
  ) as Data;
}
