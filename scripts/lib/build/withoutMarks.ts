import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/**
 * Takes the mark `say` off the sentences about user data (`src/l10n/sentence.ts`): the linter makes them as plain texts, and only
 * `npm run l10n` reads the mark.
 */
export const withoutMarks: Plugin = {
  name: "without-marks",
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/]userdata[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replaceAll(/(?<![\w`])say`/g, "`"),
      loader: "ts",
    }));
  },
};
