/**
 * The places that cloud-init's validator would name and the findings do not: it puts an unknown key at the mapping
 * around it, and blames each form that does not fit. For tools that compare with cloud-init; an editor leaves them out.
 */
import { say } from "../../../l10n/sentence";
import type { Finding } from "../../finding";
import type { LineIndex } from "../../lineIndex";
import type { YamlMember } from "../../yaml/members";
import { keySpan, pathOf, type Location, type Span } from "../location";
import { shorten } from "./messages";
import type { Problem } from "./problem";
import { quotedByPython } from "./pythonQuotes";

/** Nobody reads more at once; the same bound as that of the findings. */
const maxProblems = 300;

interface NamedLocation {
  readonly at: Location;
  /** What the validator calls it; its path where it says nothing else. */
  readonly path: string;
}

export function validatorPlaces(
  problems: readonly Problem[],
  findings: readonly Finding[],
  lines: LineIndex,
): Finding[] {
  const named = new Set(findings.map((finding) => `${finding.path}:${finding.range.start.line}`));
  const places: Finding[] = [];
  for (const { at, path } of placesOf(problems.slice(0, maxProblems))) {
    const message = say`cloud-init's own validator names ${path === "" ? say`the document` : shorten(path)}. The cause is inside.`;
    for (const { start, end } of spansOf(at)) {
      const range = lines.range(start, end);
      const key = `${path}:${range.start.line}`;
      if (named.has(key)) continue;
      named.add(key);
      places.push({ rule: "schema/place", severity: "hint", message, path, range });
    }
  }
  return places;
}

/** An entry of a list that is an alias, or nothing with an anchor, stands for the validator where its anchor stands. */
function spansOf(at: Location): Span[] {
  if (at.step === undefined) return [{ start: 0, end: 0 }];
  if (at.key !== undefined) return [keySpan(at)];
  const { start } = at.item.node;
  return [keySpan(at), { start, end: start }];
}

function placesOf(problems: readonly Problem[]): NamedLocation[] {
  return problems.flatMap((problem) => {
    if (problem.kind === "no-form") return problem.forms.flatMap(placesOf);
    const at = pastNothing(problem.at);
    const atTop = problem.kind === "unknown-key" && at.step === undefined;
    if (!atTop || !isOnly(problem, problems)) return [{ at, path: pathOf(at) }];
    const path = loneName(problem.member);
    return path === problem.member.name ? [] : [{ at, path }];
  });
}

/** What stands under a key that is nothing (`~:`) has no step of its own in Python's path. */
function pastNothing(at: Location): Location {
  const { key, parent } = at;
  const isNothing = key?.kind === "scalar" && key.value.type === "null";
  return isNothing && parent !== undefined ? pastNothing(parent) : at;
}

/** A single unknown key at the top is named by itself. */
function isOnly(problem: Problem, problems: readonly Problem[]): boolean {
  return problems.filter((other) => other.kind === "unknown-key" && other.at === problem.at).length === 1;
}

/**
 * How the validator names a single unknown key at the top: it takes the name out of its own message, where only a text
 * stands in single quotes, and with the escapes of Python. Anything else leaves the document without a name.
 * Source: `validate_cloudconfig_schema` in `cloudinit/config/schema.py` of cloud-init 26.2.
 */
function loneName({ name, named, key }: YamlMember): string {
  const quoted = named && !key.tag.endsWith(":binary") ? quotedByPython(name) : "";
  return quoted.startsWith("'") ? quoted.slice(1, -1) : "";
}
