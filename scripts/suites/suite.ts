import type { ToolName } from "../lib/debian";

/**
 * A program (of `node_modules/.bin` or the PATH) and its arguments, in which `{report}` stands for the file that the
 * suite's result is read from.
 */
export type Step = readonly [string, ...string[]];

export interface Suite {
  readonly name: string;
  /** Run one after the other; the first that fails ends the suite. */
  readonly steps: readonly Step[];
  /**
   * Runs one of its test files alone. A suite of whole windows, which wait for the clocks of other programs, has it: when
   * tests of one file failed, and of no other, that file is run a second time, and the first failure is printed anyway.
   */
  readonly again?: (file: string) => Step;
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
  /** What to show of it in any case. */
  readonly note?: string;
}

/** The outcome of a suite that could not run. */
export function couldNotRun(why: string): Outcome {
  return { passed: 0, failed: 1, output: why };
}
