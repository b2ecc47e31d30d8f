import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** The lines of a row that only tests and readers need, as Prettier writes them. */
const forReaders = /^ {4}(?:samples|source): (?:\[\n[\s\S]*?^ {4}\]|[^\n]*|\n[^\n]*),\n/gm;

/** Leaves the samples and sources of the table of failures (`src/enrollment/diagnose/failures`) out of the package: a quarter of it. */
export const withoutSamples: Plugin = {
  name: "without-samples",
  setup(build) {
    build.onLoad({ filter: /[\\/]diagnose[\\/]failures[\\/]\w+\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(forReaders, ""),
      loader: "ts",
    }));
  },
};
