/** The report of mocha's own `json` reporter, as far as we read and write it. */
import { readFile } from "node:fs/promises";

export interface Failure {
  readonly title: string;
  /** Message and stack. */
  readonly error: string;
}

export interface MochaReport {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly Failure[];
}

interface Json {
  readonly stats: { readonly passes: number; readonly failures: number };
  readonly failures: readonly {
    readonly fullTitle: string;
    readonly err: { readonly message?: string; readonly stack?: string };
  }[];
}

export function formatReport({ passed, failed, failures }: MochaReport): string {
  const json: Json = {
    stats: { passes: passed, failures: failed },
    failures: failures.map(({ title, error }) => ({ fullTitle: title, err: { stack: error } })),
  };
  return JSON.stringify(json);
}

/** Returns `undefined` when the tests never got as far as reporting. */
export async function readReport(file: string): Promise<MochaReport | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const { stats, failures } = JSON.parse(text) as Json;
  return {
    passed: stats.passes,
    failed: stats.failures,
    failures: failures.map(({ fullTitle, err }) => ({
      title: fullTitle,
      error: err.stack ?? err.message ?? "",
    })),
  };
}
