/** The report of mocha's own `json` reporter, as far as we read and write it. */
import { readFile } from "node:fs/promises";

export interface Failure {
  readonly title: string;
  /** The test file that it is in. */
  readonly file?: string;
  /** Message and stack. */
  readonly error: string;
}

export interface MochaReport {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly Failure[];
  /** The test file of each test that passed. */
  readonly passes?: readonly string[];
}

interface Json {
  readonly stats: { readonly passes: number; readonly failures: number };
  readonly failures: readonly {
    readonly fullTitle: string;
    readonly file?: string;
    readonly err: { readonly message?: string; readonly stack?: string };
  }[];
  readonly passes?: readonly { readonly file?: string }[];
}

export function formatReport({ passed, failed, failures, passes = [] }: MochaReport): string {
  const json: Json = {
    stats: { passes: passed, failures: failed },
    failures: failures.map(({ title, file, error }) => ({
      fullTitle: title,
      file: file ?? "",
      err: { stack: error },
    })),
    passes: passes.map((file) => ({ file })),
  };
  return JSON.stringify(json);
}

/** Returns `undefined` when the tests never got as far as reporting. */
export async function readReport(file: string): Promise<MochaReport | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const { stats, failures, passes = [] } = JSON.parse(text) as Json;
  return {
    passed: stats.passes,
    failed: stats.failures,
    failures: failures.map(({ fullTitle, file, err }) => ({
      title: fullTitle,
      file: file ?? "",
      error: err.stack ?? err.message ?? "",
    })),
    passes: passes.map(({ file }) => file ?? ""),
  };
}
