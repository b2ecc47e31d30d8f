/** What a run prints: one line for each suite, and the closing line. */
import type { Outcome } from "./suite";

export const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Prints what a suite printed if it failed, its note, and its line. @param since of `performance.now()`, in ms */
export function report(name: string, { passed, failed, output, note }: Outcome, since: number): void {
  if (failed > 0) console.log(`\n${output.trim()}\n`);
  if (note !== undefined) console.log(`\n${note}\n`);
  console.log(`${failed > 0 ? "✘" : "✔"} ${name}: ${passed} passed, ${failed} failed (${seconds(since)})`);
}

/** Prints `N passed, N failed`. Returns the exit code: 0 when a test ran and none failed. */
export function close(outcomes: readonly Outcome[]): number {
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
