/**
 * cloud-init's validator reads a jinja document after it was filled in, and counts its lines there: without the first
 * line, and without the lines that hold nothing but a block (`trim_blocks`).
 */
import type { Finding } from "../finding";
import type { LineIndex } from "../lineIndex";
import { marksOf } from "../templates";
import type { YamlProblem } from "../yaml/nodes";

/** The place that the validator prints for a mistake of YAML in a jinja document; the column as it is before filling in. */
export function renderedPlaces({ path, pathOffset }: YamlProblem, lines: LineIndex): Finding[] {
  const position = /^format-l(\d+)\.c(\d+)$/.exec(path);
  if (position === null) return [];
  const [, line, column] = position;
  const { text } = lines;
  const gone = marksOf(text, "jinja")
    .filter(({ kind, end }) => kind !== "value" && end < pathOffset)
    .reduce((sum, { start, end }) => sum + breaksIn(text.slice(start, end + 1)), 0);
  const rendered = Math.max(1, Number(line) - 1 - gone);
  const start = lines.startOf(rendered - 1);
  const message = "cloud-init's own validator counts lines after the template is filled in.";
  const range = lines.range(start, start);
  return [{ rule: "schema/place", severity: "hint", message, path: `format-l${rendered}.c${column}`, range }];
}

/** The breaks inside a block, and the one that follows it at once. */
function breaksIn(text: string): number {
  return text.split("\n").length - 1;
}
