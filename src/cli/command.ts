import { closest } from "../userdata/cloudConfig/validation/spelling";

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

/** One option, as `parseArgs` of Node takes it, with the words that can follow it. */
export interface Option {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
  readonly default?: string | boolean | string[];
  readonly words?: readonly string[];
}

/** By name without the dashes. */
export type Options = Readonly<Record<string, Option>>;

/** One command of `nexus-arc`. */
export interface Command {
  readonly usage: string;
  readonly options: Options;
  /** The words that can stand first, where it is no file. */
  readonly words?: readonly string[];
  /** Takes what stands after the command's name. Throw `UsageError` for a wrong call. */
  run(args: readonly string[], io: Io): Promise<ExitCode>;
}

/** A wrong call or unusable input: one line for the user, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The word that was given for an option, such as `--format`. Throws `UsageError` where it is none of `words`. */
export function oneOf<const Word extends string>(
  option: string,
  words: readonly Word[],
  value: string,
): Word {
  const word = words.find((candidate) => candidate === value);
  if (word !== undefined) return word;
  const known = new Intl.ListFormat("en-US", { type: "disjunction" }).format(words);
  throw new UsageError(
    `${option} must be ${known}, not ${JSON.stringify(value)}.${didYouMean(value, words)}`,
  );
}

/** A sentence that names the word that was most likely meant; empty where none is near. */
export function didYouMean(value: string, words: readonly string[]): string {
  const meant = closest(value, words);
  return meant === undefined ? "" : ` Did you mean ${meant}?`;
}
