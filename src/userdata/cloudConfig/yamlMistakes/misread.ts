/** Slips that YAML takes without a message, so that a list or a mapping becomes a text: found where the schema wants the other. */
import type { Finding } from "../../finding";
import type { LineIndex } from "../../lineIndex";
import { membersOf } from "../../yaml/members";
import type { YamlNode } from "../../yaml/nodes";
import { pathOf, spanOf } from "../location";
import type { Problem } from "../validation/problem";
import { slipFinding } from "./slipFinding";
import { lineSlip } from "./slips";

/** Nobody writes a longer value without quotes by a slip. */
const maxLines = 50;

/** The lines that made texts of lists and mappings. */
export function misreadFindings(root: YamlNode, problems: readonly Problem[], lines: LineIndex): Finding[] {
  return [...problems.flatMap((problem) => misreadValue(problem, lines)), ...misreadKeys(root, lines)];
}

function misreadValue(problem: Problem, lines: LineIndex): Finding[] {
  const { node } = problem.at.item;
  if (node.kind !== "scalar" || node.style !== "plain" || node.value.type !== "string") return [];
  if (problem.kind !== "type" && problem.kind !== "no-form") return [];
  const first = lines.lineAt(node.contentStart);
  const last = Math.min(lines.lineAt(node.end), first + maxLines);
  // On the key's own line a text is what was meant.
  if (problem.at.key !== undefined && lines.lineAt(problem.at.key.start) === first) return [];
  for (let line = first; line <= last; line++) {
    const slip = lineSlip(lines, line);
    if (slip !== undefined) return [slipFinding(slip, pathOf(problem.at), lines)];
  }
  return [];
}

/** `-name: op` is a key with a dash in front, not an entry of a list. */
function misreadKeys(root: YamlNode, lines: LineIndex): Finding[] {
  const findings: Finding[] = [];
  if (root.kind !== "mapping") return findings;
  for (const { name, node } of membersOf(root)) {
    if (node.kind !== "mapping") continue;
    for (const { name: inner, key } of membersOf(node)) {
      if (!inner.startsWith("-") || key.kind !== "scalar" || key.style !== "plain") continue;
      const slip = /^-[A-Za-z_]/u.test(inner) ? lineSlip(lines, lines.lineAt(spanOf(key).start)) : undefined;
      if (slip !== undefined) findings.push(slipFinding(slip, `${name}.${inner}`, lines));
    }
  }
  return findings;
}
