/**
 * Python's YAML reader ends lines at three more characters than editors do (U+0085, U+2028, U+2029), so behind one of
 * them cloud-init's validator counts other lines. Here are the places again as it counts them.
 */
import { say } from "../../../l10n/sentence";
import type { Finding } from "../../finding";
import type { LineIndex } from "../../lineIndex";

const moreBreaks = /[\u0085\u2028\u2029]/g;

export function pythonLines(findings: readonly Finding[], lines: LineIndex): Finding[] {
  const breaks = [...lines.text.matchAll(moreBreaks)].map((match) => match.index);
  if (breaks.length === 0) return [];
  return findings.flatMap(({ path, range }) => {
    const offset = lines.offsetAt(range.start);
    const line = range.start.line + countBelow(breaks, offset);
    if (line === range.start.line || line >= lines.lineCount) return [];
    const start = lines.startOf(line);
    const message = say`cloud-init's own validator counts lines as Python does.`;
    return [{ rule: "schema/place", severity: "hint", message, path, range: lines.range(start, start) }];
  });
}

/** How many of the ascending numbers are smaller. */
function countBelow(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
