/**
 * Prints the milliseconds from loading a bundled linter to its first answer, in a process of its own:
 * `node first.mjs LINTER FILE SCHEMA`.
 */
import { readFileSync } from "node:fs";

const [, , linter, file, schema] = process.argv;
const text = readFileSync(file, "utf8");
const start = performance.now();
const { lintFirst } = await import(linter);
await lintFirst(text, schema);
console.log(performance.now() - start);
