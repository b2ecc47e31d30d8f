import type { Finding, Fix } from "../../finding";
import type { LineIndex } from "../../lineIndex";
import type { Slip } from "./slips";

/** A slip that the reader did not stop at, as a finding. */
export function slipFinding(slip: Slip, path: string, lines: LineIndex): Finding {
  const { start, end, message } = slip;
  const fixes = slipFixes(slip, lines);
  const range = lines.range(start, end);
  return {
    rule: "yaml/misread",
    severity: "error",
    message,
    path,
    range,
    ...(fixes.length > 0 && { fixes }),
  };
}

export function slipFixes({ repair }: Slip, lines: LineIndex): Fix[] {
  if (repair === undefined) return [];
  const { title, from, to, text } = repair;
  return [{ title, edits: [lines.edit(from, to, text)], preferred: true }];
}
