/** How a command of `nexus-arc` ends: done, done with findings, or called wrongly. */
export const exitCode = { ok: 0, findings: 1, usage: 2 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** Where a command reads and writes; tests give their own. */
export interface Io {
  readonly stdin: NodeJS.ReadableStream;
  write(text: string): void;
  writeError(text: string): void;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
}

/** One command of `nexus-arc`. */
export interface Command {
  readonly summary: string;
  readonly usage: string;
  /** Takes what stands after the command's name. Throw `UsageError` for a wrong call. */
  run(args: readonly string[], io: Io): Promise<ExitCode>;
}

/** A wrong call or unusable input: one line for the user, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
