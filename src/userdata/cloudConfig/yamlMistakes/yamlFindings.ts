/** What YAML itself does with the text: mistakes, doubled keys, and values that are not what they look like. */
import { say } from "../../../l10n/sentence";
import type { Finding, Fix, Range } from "../../finding";
import type { LineIndex } from "../../lineIndex";
import { doubledKeys } from "../../yaml/duplicates";
import { membersOf } from "../../yaml/members";
import type { YamlNode, YamlProblem, YamlScalar } from "../../yaml/nodes";
import { itemLocation, memberLocation, pathOf, rootLocation, spanOf, type Location } from "../location";
import { shorten } from "../validation/messages";
import { singleQuoted } from "../validation/schemaFixes";
import { slipFixes } from "./slipFinding";
import { slipBehind } from "./slips";

const docs = "https://yaml.org/spec/1.1/";

export function syntaxFinding(problem: YamlProblem, lines: LineIndex): Finding {
  const { path, pathOffset } = problem;
  const slip = slipBehind(problem, lines);
  const { start, end, message } = slip ?? problem;
  const fixes = slip === undefined ? tabFixes(start, lines) : slipFixes(slip, lines);
  const range = lines.range(start, end);
  const apart = lines.lineAt(pathOffset) !== range.start.line && pathOffset > 0;
  const related = [{ range: lineRange(pathOffset, lines), message: say`The error starts here.` }];
  return {
    rule: "yaml/syntax",
    severity: "error",
    message,
    path,
    range,
    docs,
    ...(fixes.length > 0 && { fixes }),
    ...(apart && { related }),
  };
}

/** The place that cloud-init prints for a mistake, where that is the start of the construct around it. */
export function syntaxPlaces(problem: YamlProblem, lines: LineIndex): Finding[] {
  const range = lineRange(problem.pathOffset, lines);
  if (range.start.line === lines.lineAt((slipBehind(problem, lines) ?? problem).start)) return [];
  const message = say`cloud-init's own validator reports this location. The error is elsewhere.`;
  return [{ rule: "schema/place", severity: "hint", message, path: problem.path, range }];
}

function lineRange(offset: number, lines: LineIndex): Range {
  const line = lines.lineAt(offset);
  return lines.range(offset, Math.max(offset, lines.startOf(line) + lines.lineText(line).length));
}

function tabFixes(at: number, lines: LineIndex): Fix[] {
  const { text } = lines;
  if (text.charAt(at) !== "\t") return [];
  let end = at;
  while (text.charAt(end) === "\t") end++;
  const column = lines.positionAt(at).character;
  const before = text.slice(lines.startOf(lines.lineAt(at)), at);
  const spaces = before.trim() === "" ? "  ".repeat(end - at) : " ";
  return [
    {
      title: say`Write spaces instead of the tab`,
      edits: [lines.edit(at, end, spaces)],
      preferred: column >= 0,
    },
  ];
}

const maxFindings = 300;

export function duplicateFindings(root: YamlNode, lines: LineIndex): Finding[] {
  return doubledKeys(root)
    .slice(0, maxFindings)
    .map(({ first, again }) => {
      const { start, end } = spanOf(again.key);
      const before = spanOf(first.key);
      const name = again.key.kind === "scalar" ? shorten(again.key.text) : "key";
      const line = lines.lineAt(before.start) + 1;
      return {
        rule: "yaml/duplicate-key",
        severity: "warning",
        message: say`"${name}" is repeated: cloud-init uses this one and silently drops the one in line ${line}.`,
        path: name,
        range: lines.range(start, end),
        related: [{ range: lines.range(before.start, before.end), message: say`This one is dropped.` }],
      };
    });
}

/** Deeper than any catalogue entry; a guard against trees that contain themselves. */
const deepest = 30;
const maxValues = 50_000;

/** Unquoted texts that YAML 1.1 reads as something else, where no other finding says so already. */
export function surprisingFindings(root: YamlNode, others: readonly Finding[], lines: LineIndex): Finding[] {
  const named = new Set(others.map((finding) => finding.path));
  const found: Finding[] = [];
  let values = 0;
  const visit = (at: Location, depth: number): void => {
    if (depth > deepest || ++values > maxValues || at.item.alias !== undefined) return;
    if (found.length >= maxFindings) return;
    const { node } = at.item;
    if (node.kind === "scalar") {
      const finding = surprise(node, at, lines);
      if (finding !== undefined && !named.has(finding.path)) found.push(finding);
    } else if (node.kind === "sequence") {
      for (const [index, item] of node.items.entries())
        if (maySurprise(item.node)) visit(itemLocation(at, index, item), depth + 1);
    } else {
      for (const member of membersOf(node))
        if (maySurprise(member.node)) visit(memberLocation(at, member), depth + 1);
    }
  };
  visit(rootLocation(root), 0);
  return found;
}

/** Most values are texts and switches, which are what they look like. */
function maySurprise(node: YamlNode): boolean {
  if (node.kind !== "scalar") return true;
  const { type } = node.value;
  return node.style === "plain" && type !== "string" && type !== "boolean" && type !== "null";
}

function surprise(node: YamlScalar, at: Location, lines: LineIndex): Finding | undefined {
  const meaning = node.style === "plain" ? meaningOf(node) : undefined;
  if (meaning === undefined) return undefined;
  const quoted = singleQuoted(node.text);
  const { start, end } = spanOf(node);
  return {
    rule: "yaml/surprising-value",
    severity: "information",
    message: say`YAML reads ${shorten(node.text)} without quotes as ${meaning}. Write ${shorten(quoted)} if you mean the text itself.`,
    path: pathOf(at),
    range: lines.range(start, end),
    fixes: [{ title: say`Write ${shorten(quoted)}`, edits: [lines.edit(start, end, quoted)] }],
    docs,
  };
}

function meaningOf({ value, text }: YamlScalar): string | undefined {
  if (value.type === "other") return value.name === "date" ? say`a date` : say`a time`;
  if (value.type === "integer") {
    if (text.includes(":")) return say`the number ${String(value.integer)} (base 60)`;
    return /^[-+]?0[0-7_]+$/.test(text) ? say`the number ${String(value.integer)} (octal)` : undefined;
  }
  return value.type === "float" && text.includes(":") ? say`the number ${value.float} (base 60)` : undefined;
}
