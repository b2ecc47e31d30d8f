/** One document, what the linter says of it, and what a real boot of it shows. */
import assert from "node:assert/strict";
import { releases, type Release } from "../../../scripts/lib/debianRoot";
import { lintUserData } from "../../../src/userdata/lint";
import { boot, type Booted, type BootOptions } from "../support/boot";

export interface Case extends Pick<BootOptions, "files" | "starts"> {
  /** What cloud-init does, in a few words. */
  readonly name: string;
  readonly userData: string;
  /** The rules of all errors and warnings that the linter has for it, where the linter knows this: none where all is well. */
  readonly finds?: readonly string[];
  /** Where only one of the releases shows it; default: all. */
  readonly releases?: readonly Release[];
  /** Asserts what the boot shows. */
  readonly shows: (booted: Booted, release: Release) => void;
}

/** The rules of the errors and warnings of a document, each once, by name. */
export function rulesOf(userData: string): string[] {
  const { findings } = lintUserData(userData);
  const serious = findings.filter(({ severity }) => severity === "error" || severity === "warning");
  return [...new Set(serious.map(({ rule }) => rule))].sort();
}

/** Makes mocha's tests of the cases. */
export function testCases(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    for (const { name, userData, finds, shows, releases: some = releases, ...options } of cases) {
      it(finds === undefined ? name : `${name}: ${finds.join(", ") || "the linter is silent"}`, async () => {
        if (finds !== undefined) assert.deepEqual(rulesOf(userData), [...finds].sort());
        const booted = await Promise.all(
          some.map(async (release) => [await boot(userData, { release, ...options }), release] as const),
        );
        for (const pair of booted) shows(...pair);
      });
    }
  });
}

/** A file of the machine that must be there. */
export function fileOf({ files }: Booted, path: string): { mode: string; owner: string; text: string } {
  const file = files.get(path);
  assert.ok(file, `${path} is missing.`);
  return file;
}
