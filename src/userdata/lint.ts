import { lintWith, type LintOptions, type LintResult } from "./lintWith";
import { wholeCode } from "./rules/wholeCode";
import { finish } from "./slices";

/** Lints a text at once, by a linter that is loaded as a whole. Never throws. */
export function lintUserData(text: string, options: LintOptions = {}): LintResult {
  return finish(lintWith(wholeCode, text, options));
}
