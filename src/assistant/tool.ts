import type { ArmClient } from "../arm/client";
import type { Inventory } from "../arm/inventory/inventory";
import type { Operations } from "../arm/operations/operation";
import type { Enrollment } from "../enrollment/record/record";

/** Names as language models see them: letters, digits and underscores only, the same in VS Code and over MCP. */
export const toolNames = [
  "nexusArc_listMachines",
  "nexusArc_explainEnrollment",
  "nexusArc_lintUserData",
  "nexusArc_inspectEndpoint",
  "nexusArc_checkPrerequisites",
  "nexusArc_assignRelay",
] as const;
export type ToolName = (typeof toolNames)[number];

export function isToolName(text: string): text is ToolName {
  return toolNames.some((name) => name === text);
}

/** What a tool works with. Everything is made on first use: a linter needs no sign-in. */
export interface ToolContext {
  readonly client: () => Promise<ArmClient>;
  /** All that the signed-in accounts see; what could not be read is named in it. */
  readonly inventory: (signal: AbortSignal) => Promise<readonly Inventory[]>;
  readonly operations: () => Promise<Operations>;
  /** The enrollments that this place keeps. */
  readonly enrollments: () => readonly Enrollment[];
}

/** Plain data, as it is given to a model. */
export type ToolValue = Readonly<Record<string, unknown>>;

export interface Tool {
  readonly run: (input: ToolInput, context: ToolContext, signal: AbortSignal) => Promise<ToolValue>;
  /** What a run with this input would send to Azure; absent for a tool that only reads. Throws as `run` does. */
  readonly preview?: (input: ToolInput) => ToolPreview;
}

/** Shown to a person before it is sent. */
export interface ToolPreview {
  /** One line: `Assign the relay of web01`. */
  readonly title: string;
  readonly method: string;
  readonly path: string;
  readonly apiVersion: string;
  readonly body: unknown;
}

/** The input is not what the tool asks for. */
export class ToolInputError extends Error {
  override readonly name = "ToolInputError";
}

/** What a model has sent: nothing in it is trusted before it is read. */
export class ToolInput {
  readonly #values: ReadonlyMap<string, unknown>;

  /** Nothing at all is an input without keys. Throws `ToolInputError` for anything else that is no object. */
  constructor(value: unknown) {
    const given = value ?? {};
    if (typeof given !== "object" || Array.isArray(given))
      throw new ToolInputError("The input must be an object.");
    this.#values = new Map(Object.entries(given));
  }

  /** The keys that were given. */
  get names(): readonly string[] {
    return [...this.#values.keys()];
  }

  /** Undefined when it is absent or empty. Throws `ToolInputError`. */
  text(name: string): string | undefined {
    const value = this.#values.get(name) ?? "";
    if (typeof value !== "string") throw new ToolInputError(`“${name}” must be a string.`);
    return value === "" ? undefined : value;
  }

  /** Throws `ToolInputError`. */
  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new ToolInputError(`“${name}” is missing.`);
    return value;
  }

  /** Throws `ToolInputError`. */
  wholeNumber(name: string, least: number, most: number, otherwise: number): number {
    const value = this.#values.get(name) ?? otherwise;
    const isGood = typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
    if (!isGood) throw new ToolInputError(`“${name}” must be a whole number from ${least} to ${most}.`);
    return value;
  }

  /** Anything; undefined when it is absent. */
  any(name: string): unknown {
    return this.#values.get(name);
  }
}
