import type { ToolName } from "../lib/debian";

export interface Suite {
  readonly name: string;
  /**
   * Run one after the other; the first that fails ends the suite. Each is a program (of `node_modules/.bin` or the PATH)
   * and its arguments, in which `{report}` stands for the file that the suite's result is read from.
   */
  readonly steps: readonly (readonly [string, ...string[]])[];
  /** Programs of the machine without which it cannot run. */
  readonly tools: readonly ToolName[];
  /** Suites that must have ended before. */
  readonly after: readonly string[];
  readonly needsVscodeServer: boolean;
  /** One check that passes or fails as a whole, or tests that its last step reports as mocha's `json` reporter does. */
  readonly result: "check" | "report";
}

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** What to show of a suite that failed. */
  readonly output: string;
}

/** The outcome of a suite that could not run. */
export function couldNotRun(why: string): Outcome {
  return { passed: 0, failed: 1, output: why };
}
