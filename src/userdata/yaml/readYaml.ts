/**
 * Reads YAML as cloud-init does (PyYAML's safe loader, YAML 1.1): the same texts are refused, at the same place.
 * Measured against PyYAML 6.0 by `test/contract/yaml*.test.ts`.
 */
import { say } from "../../l10n/sentence";
import { findUnprintable, isBreak } from "./characters";
import { Composer } from "./composer";
import { construct } from "./construct";
import type { YamlDocument, YamlProblem } from "./nodes";
import { TooMuchMerged, YamlError } from "./yamlError";

/** Reads the one document of `text`. Never throws; what was read before a problem is in `root`. */
export function readYaml(text: string): YamlDocument {
  const unprintable = findUnprintable(text);
  if (unprintable >= 0) {
    const code = text.charCodeAt(unprintable).toString(16).toUpperCase().padStart(4, "0");
    const message = say`The character U+${code} is not allowed in YAML.`;
    const error = new YamlError(message, unprintable, "unplaced");
    return { root: undefined, problem: problemOf(text, error) };
  }
  const composer = new Composer(text);
  try {
    composer.compose();
    const { root, builder } = composer;
    if (root !== undefined && builder.unusual) construct(root, builder.unconstructable);
    return { root: composer.root, problem: undefined };
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const root = error instanceof TooMuchMerged ? undefined : composer.root;
    return { root, problem: problemOf(text, error) };
  }
}

function problemOf(text: string, error: YamlError): YamlProblem {
  const start = Math.min(error.place, text.length);
  let end = start;
  while (end < text.length && end - start < 40 && !/[\s,[\]{}]/.test(text.charAt(end))) end++;
  if (end === start && end < text.length && !isBreak(text.charCodeAt(end))) end++;
  const pathOffset = error.context === "unplaced" ? 0 : (error.context ?? error.place);
  return { message: error.message, start, end, path: pathOf(text, pathOffset), pathOffset };
}

function pathOf(text: string, offset: number): string {
  let line = 1;
  let lineStart = 0;
  for (let i = 0; i < offset; i++) {
    const code = text.charCodeAt(i);
    if (!isBreak(code) || (code === 13 && text.charCodeAt(i + 1) === 10)) continue;
    line++;
    lineStart = i + 1;
  }
  // Python counts characters, not UTF-16 units; a byte-order mark in front counts for nothing.
  const before = Array.from(text.slice(lineStart, offset)).filter((character) => character !== "\ufeff");
  return `format-l${line}.c${before.length + 1}`;
}
