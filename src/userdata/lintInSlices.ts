import { lintWith, type LintOptions, type LintResult } from "./lintWith";
import type { CommandCode } from "./rules/commandCode";
import type { Slices } from "./slices";

/**
 * Lints a text for an editor: in slices, and the code for commands is loaded with the first text that has some. Throws only where that
 * code cannot be loaded.
 */
export function lintInSlices(text: string, options: LintOptions = {}): Slices<LintResult, Promise<void>> {
  return lintWith(codeOnNeed, text, options);
}

let loaded: CommandCode | undefined;

function* codeOnNeed(): Slices<CommandCode, Promise<void>> {
  while (loaded === undefined) yield load();
  return loaded;
}

async function load(): Promise<void> {
  ({ commandCode: loaded } = await import("./rules/commandCode"));
}
