/** Repairs of schema findings, as edits of the text. */
import { say } from "../../../l10n/sentence";
import type { Fix, TextEdit } from "../../finding";
import type { LineIndex } from "../../lineIndex";
import { memberOf } from "../../yaml/members";
import type { YamlEntry, YamlMapping, YamlNode, YamlScalar } from "../../yaml/nodes";
import type { Literal, Schema, TypeName } from "../catalogue/schema";
import type { PlainProblem } from "./closestForm";
import { foreignKey } from "./foreignKeys";
import { keyNameOf, spanOf, valueSpan, type Location } from "../location";
import { shownLiteral } from "./messages";
import { invisibleLetter, invisibleName, spacesFor } from "../yamlMistakes/invisible";
import { closest } from "./spelling";

export function fixesOf(problem: PlainProblem, lines: LineIndex): Fix[] {
  if (problem.kind === "wrong-value")
    return wrongValueFixes(problem.at, problem.types, problem.values, lines);
  if (problem.kind === "unknown-key") return unknownKeyFixes(problem, lines);
  return problem.kind === "too-few" && problem.least === 1 ? removalFixes(problem.at, lines) : [];
}

/** Renames a key, unless the mapping has that key already. */
export function renameFix(
  key: YamlNode,
  parent: YamlNode | undefined,
  name: string,
  lines: LineIndex,
): Fix[] {
  if (parent?.kind === "mapping" && memberOf(parent, name) !== undefined) return [];
  const { start, end } = spanOf(key);
  return [{ title: say`Rename to "${name}"`, edits: [lines.edit(start, end, name)], preferred: true }];
}

/** What an unknown key was most likely meant to be, and what to say about it. */
export function suggestionFor(problem: Extract<PlainProblem, { kind: "unknown-key" }>): {
  readonly key: string | undefined;
  readonly advice: string | undefined;
} {
  const place = problem.at.step === undefined ? undefined : keyNameOf(problem.at);
  const letter = invisibleLetter(problem.member.name);
  if (letter !== undefined) {
    return {
      key: undefined,
      advice: say`${invisibleName(letter)} is in it, which YAML reads as a letter.`,
    };
  }
  const foreign = problem.member.named ? foreignKey(place, problem.member.name) : undefined;
  if (foreign !== undefined && "advice" in foreign) return { key: undefined, advice: foreign.advice };
  if (foreign !== undefined && problem.known.includes(foreign.use))
    return { key: foreign.use, advice: undefined };
  return { key: closest(problem.member.name, problem.known), advice: undefined };
}

function unknownKeyFixes(problem: Extract<PlainProblem, { kind: "unknown-key" }>, lines: LineIndex): Fix[] {
  const { key } = suggestionFor(problem);
  if (invisibleLetter(problem.member.name) !== undefined) return [spacesFix(problem.member.key, lines)];
  if (key === undefined) return [];
  const { member, at, schema } = problem;
  const [rename] = renameFix(member.key, at.item.node, key, lines);
  if (rename === undefined) return [];
  const quoted = quoteIfNeeded(schema.properties?.[key], member.node, key, lines);
  return [{ ...rename, edits: [...rename.edits, ...quoted] }];
}

/** Spaces instead of blanks that are letters. */
function spacesFix(key: YamlNode, lines: LineIndex): Fix {
  const { start, end } = spanOf(key);
  const edit = lines.edit(start, end, spacesFor(lines.text.slice(start, end)));
  return { title: say`Write spaces`, edits: [edit], preferred: true };
}

/** A number under a key that takes text gets its quotes in the same go: `chmod: 0644` → `permissions: '0644'`. */
function quoteIfNeeded(
  schema: Schema | undefined,
  node: YamlNode,
  key: string,
  lines: LineIndex,
): TextEdit[] {
  const takesText = schema?.types?.includes("string") === true && schema.types.length === 1;
  if (!takesText || node.kind !== "scalar" || node.style !== "plain" || node.value.type === "string")
    return [];
  if (node.value.type === "null") return [];
  return [lines.edit(node.contentStart, node.end, quoted(key, node))];
}

function wrongValueFixes(
  at: Location,
  types: readonly TypeName[],
  values: readonly Literal[],
  lines: LineIndex,
): Fix[] {
  const { node, alias } = at.item;
  if (alias !== undefined) return [];
  if (node.kind === "mapping") return types.includes("string") ? commandFixes(at, node, lines) : [];
  if (node.kind !== "scalar" || isEmpty(node)) return [];
  const { start, end } = valueSpan(at);
  const replace = (title: string, newText: string): Fix => ({
    title,
    edits: [lines.edit(start, end, newText)],
    preferred: true,
  });
  const fixes: Fix[] = [];
  if (types.includes("string") && node.value.type !== "string") {
    const inQuotes = quoted(keyNameOf(at), node);
    fixes.push(replace(say`Write ${inQuotes}, as a string`, inQuotes));
  }
  if (types.includes("boolean")) {
    const meant = booleanMeant(node);
    if (meant !== undefined) fixes.push(replace(say`Write ${meant}, without quotes`, meant));
  }
  if (
    (types.includes("integer") || types.includes("number")) &&
    /^-?(?:0|[1-9]\d*)$/.test(node.text) &&
    node.value.type === "string"
  ) {
    fixes.push(replace(say`Write ${node.text}, without quotes`, node.text));
  }
  const near = nearValue(node, values);
  if (near !== undefined) fixes.push(replace(say`Write ${near}`, near));
  if (types.includes("array") && !types.includes("string") && isOneLine(node, lines)) {
    fixes.push(replace(say`Make it a list`, `[${inList(node, lines)}]`));
  }
  return fixes;
}

function isEmpty(node: YamlScalar): boolean {
  return node.end <= node.contentStart;
}

function isOneLine(node: YamlScalar, lines: LineIndex): boolean {
  return (
    node.style !== "literal" &&
    node.style !== "folded" &&
    lines.lineAt(node.contentStart) === lines.lineAt(node.end)
  );
}

function inList(node: YamlScalar, lines: LineIndex): string {
  const source = lines.text.slice(node.contentStart, node.end);
  return node.style === "plain" && /[,[\]{}]/.test(source) ? singleQuoted(source) : source;
}

export function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A mode of three digits gets the zero that makes it octal for cloud-init: 644 → '0644'. */
function quoted(key: string | undefined, node: YamlScalar): string {
  const mode = key === "permissions" && /^[0-7]{3}$/.test(node.text);
  return singleQuoted(mode ? `0${node.text}` : node.text);
}

function booleanMeant(node: YamlScalar): string | undefined {
  const word = node.text.trim().toLowerCase();
  if (["true", "yes", "on", "1", "enabled", "enable"].includes(word)) return "true";
  if (["false", "no", "off", "0", "disabled", "disable"].includes(word)) return "false";
  return undefined;
}

function nearValue(node: YamlScalar, values: readonly Literal[]): string | undefined {
  const words = values.filter((value) => typeof value === "string");
  if (words.length === 0) return undefined;
  // `off` and its like turn into booleans without quotes.
  const same = words.find((word) => word === node.text.toLowerCase() && node.value.type === "boolean");
  if (same !== undefined) return singleQuoted(same);
  if (values.length === 1 && values[0] !== undefined) return shownLiteral(values[0]).replaceAll('"', "");
  return closest(node.text, words);
}

/** A command with `: ` in it has become a mapping of one key; the whole line in quotes is the command again. */
function commandFixes(at: Location, node: YamlMapping, lines: LineIndex): Fix[] {
  const key = keyNameOf(at);
  if (typeof at.step !== "number" || (key !== "runcmd" && key !== "bootcmd") || node.flow) return [];
  const source = lines.text.slice(node.start, node.end);
  if (source.includes("\n")) return [];
  return [
    {
      title: say`Put the whole command in quotes`,
      edits: [lines.edit(node.start, node.end, singleQuoted(source))],
      preferred: true,
    },
  ];
}

/** Takes an empty key out, with its lines. */
function removalFixes(at: Location, lines: LineIndex): Fix[] {
  const parent = at.parent?.item.node;
  if (at.key === undefined || parent?.kind !== "mapping" || parent.flow || parent.entries.length < 2)
    return [];
  const entry = parent.entries.find(({ key }) => key === at.key);
  if (entry === undefined) return [];
  const { start, end } = wholeLines(entry, lines);
  return [
    {
      title: say`Remove the empty "${keyNameOf(at) ?? ""}"`,
      edits: [lines.edit(start, end, "")],
      preferred: true,
    },
  ];
}

function wholeLines(entry: YamlEntry, lines: LineIndex): { start: number; end: number } {
  const last = Math.max((entry.alias ?? entry.node).end, entry.key.end);
  return { start: lines.startOf(lines.lineAt(entry.key.start)), end: lines.startOf(lines.lineAt(last) + 1) };
}
