/** What the catalogue says about a document, as findings with places, words and repairs. */
import { say } from "../../../l10n/sentence";
import type { Finding, Fix, RelatedLocation, Severity } from "../../finding";
import type { LineIndex } from "../../lineIndex";
import { docsOf } from "../catalogue";
import type { Deprecation } from "../catalogue/schema";
import { simplify, type PlainProblem } from "./closestForm";
import {
  keyNameOf,
  keySpan,
  pathOf,
  spanOf,
  stepsOf,
  valueSpan,
  type Location,
  type Span,
} from "../location";
import { messageOf, placeOf } from "./messages";
import type { OutdatedUse } from "./problem";
import { fixesOf, renameFix, suggestionFor } from "./schemaFixes";
import type { Verdict } from "./validate";

const rules: Readonly<Record<PlainProblem["kind"], string>> = {
  "wrong-value": "schema/value",
  pattern: "schema/pattern",
  date: "schema/date",
  minimum: "schema/minimum",
  "too-few": "schema/empty",
  "too-many": "schema/too-many",
  twice: "schema/duplicate-entry",
  "unknown-key": "schema/unknown-key",
  "missing-key": "schema/missing-key",
  "missing-one-of": "schema/missing-key",
  together: "schema/together",
  "several-forms": "schema/ambiguous",
};

/** What a template may still put in the place of a value. */
const templateMark = /\$\{|\{\{|%\{|\{%/;

/** Nobody reads more at once, and putting them into words takes time. */
const maxFindings = 300;

/** Findings for what the catalogue refuses or calls outdated, up to a number that can still be read. */
export function schemaFindings(verdict: Verdict, lines: LineIndex): Finding[] {
  const problems = distinct(simplify(verdict.problems.slice(0, maxFindings)));
  const overlooked = distinct(simplify(verdict.overlooked.slice(0, maxFindings)));
  return [
    ...problems.map((problem) => problemFinding(problem, lines)),
    ...overlooked.map((problem) => overlookedFinding(problem, lines)),
    ...verdict.outdated.slice(0, maxFindings).map((use) => outdatedFinding(use, lines)),
  ];
}

function problemFinding(problem: PlainProblem, lines: LineIndex): Finding {
  const { start, end } = spanOfProblem(problem, lines);
  const open = templateMark.test(lines.text.slice(start, Math.min(end, start + 2000)));
  const severity: Severity = open && problem.kind !== "unknown-key" ? "information" : "error";
  const advice = adviceOn(problem);
  const message = messageOf(problem) + advice;
  const fixes = fixesOf(problem, lines);
  const related = relatedTo(problem, lines);
  const docs = docsOf(topKeyOf(problem.at, problem));
  return {
    rule: rules[problem.kind],
    severity,
    message:
      severity === "error" ? message : say`${message} It may be valid after the template is filled in.`,
    path: pathOfProblem(problem),
    range: lines.range(start, end),
    ...optional(fixes, related, docs),
  };
}

function overlookedFinding(problem: PlainProblem, lines: LineIndex): Finding {
  const finding = problemFinding(problem, lines);
  const severity = finding.severity === "error" ? "warning" : finding.severity;
  return { ...finding, severity, message: say`${finding.message} cloud-init's own validator accepts it.` };
}

function optional(
  fixes: readonly Fix[],
  related: readonly RelatedLocation[],
  docs: string | undefined,
): Pick<Finding, "fixes" | "related" | "docs"> {
  return {
    ...(fixes.length > 0 && { fixes }),
    ...(related.length > 0 && { related }),
    ...(docs !== undefined && { docs }),
  };
}

function topKeyOf(at: Location, problem?: PlainProblem): string {
  const [first] = stepsOf(at);
  return typeof first === "string" ? first : problem?.kind === "unknown-key" ? problem.member.name : "";
}

function adviceOn(problem: PlainProblem): string {
  if (problem.kind === "unknown-key") {
    const { key, advice } = suggestionFor(problem);
    if (advice !== undefined) return ` ${advice}`;
    return key === undefined ? "" : say` Did you mean "${key}"?`;
  }
  if (problem.kind !== "wrong-value") return "";
  const key = keyNameOf(problem.at);
  const { node } = problem.at.item;
  if (
    node.kind === "mapping" &&
    typeof problem.at.step === "number" &&
    (key === "runcmd" || key === "bootcmd")
  ) {
    return say` Because of the ": ", YAML reads the command as key and value. Put the whole command in quotes.`;
  }
  if (
    key === "permissions" &&
    node.kind === "scalar" &&
    node.value.type === "integer" &&
    !node.text.startsWith("0")
  ) {
    return say` Without quotes and a leading zero the mode would be ${node.value.integer.toString(8)}.`;
  }
  return "";
}

function relatedTo(problem: PlainProblem, lines: LineIndex): RelatedLocation[] {
  if (problem.kind !== "twice" || problem.at.item.node.kind !== "sequence") return [];
  const first = problem.at.item.node.items[problem.first];
  if (first === undefined) return [];
  const { start, end } = first.alias ?? spanOf(first.node);
  return [{ range: lines.range(start, end), message: say`It is here first.` }];
}

function pathOfProblem(problem: PlainProblem): string {
  const steps = stepsOf(problem.at);
  if (problem.kind === "unknown-key") return [...steps, problem.member.name].join(".");
  return problem.kind === "twice" ? [...steps, problem.index].join(".") : steps.join(".");
}

/** The key, the value, or the entry that the words are about. */
function spanOfProblem(problem: PlainProblem, lines: LineIndex): Span {
  const { at } = problem;
  if (problem.kind === "unknown-key") return spanOf(problem.member.key);
  if (problem.kind === "twice") {
    const item = at.item.node.kind === "sequence" ? at.item.node.items[problem.index] : undefined;
    return item === undefined ? keySpan(at) : (item.alias ?? spanOf(item.node));
  }
  return aboutKeys.has(problem.kind) ? keySpan(at) : valueOrKey(at, lines);
}

/** Problems of what is not there: no value to underline. */
const aboutKeys: ReadonlySet<PlainProblem["kind"]> = new Set<PlainProblem["kind"]>([
  "missing-key",
  "missing-one-of",
  "together",
  "several-forms",
]);

/** The value where it is small and on the key's line, else the key: a whole block is too much to underline. */
function valueOrKey(at: Location, lines: LineIndex): Span {
  const value = valueSpan(at);
  const key = keySpan(at);
  const sameLine = lines.lineAt(value.start) === lines.lineAt(key.start);
  const oneLine = lines.lineAt(value.start) === lines.lineAt(value.end);
  return sameLine && oneLine ? value : key;
}

function outdatedFinding({ at, schema }: OutdatedUse, lines: LineIndex): Finding {
  const { deprecated } = schema;
  const isKey = deprecated?.key !== undefined || deprecated?.value === undefined;
  const span = isKey ? keySpan(at) : valueOrKey(at, lines);
  const fixes = deprecated === undefined ? [] : outdatedFixes(at, deprecated, lines);
  return {
    rule: "schema/deprecated",
    severity: "warning",
    message: `${outdatedMessage(at, deprecated)} ${statusNote(deprecated)}`,
    path: pathOf(at),
    range: lines.range(span.start, span.end),
    tag: "deprecated",
    ...optional(fixes, [], docsOf(topKeyOf(at))),
  };
}

/**
 * From 23.4 on, a deprecation that cloud-init logs makes its status "degraded", with exit code 2 (`cloudinit/cmd/status.py`;
 * seen in 25.1.4 and 26.2, not in 22.4.2). Some distributions keep 0 or log later deprecations as plain information.
 */
function statusNote(deprecated: Deprecation | undefined): string {
  const since = deprecated?.since ?? "";
  const from = Number.parseFloat(since) > 23.4 ? since : "23.4";
  return say`From ${from} on, "cloud-init status --wait" can exit with 2 because of it.`;
}

function outdatedMessage(at: Location, deprecated: Deprecation | undefined): string {
  const since = deprecated === undefined ? "" : say` since cloud-init ${deprecated.since}`;
  if (deprecated?.key !== undefined)
    return say`${placeOf(at)} is deprecated${since}: use "${deprecated.key}".`;
  if (deprecated?.value !== undefined)
    return say`This value of ${placeOf(at)} is deprecated${since}: use ${deprecated.value}.`;
  const note = deprecated?.note === undefined ? "" : ` ${deprecated.note}`;
  return say`${placeOf(at)} is deprecated in this form${since}.` + note;
}

function outdatedFixes(at: Location, deprecated: Deprecation, lines: LineIndex): Fix[] {
  if (deprecated.key !== undefined && at.key !== undefined) {
    return renameFix(at.key, at.parent?.item.node, deprecated.key, lines);
  }
  if (deprecated.value === undefined || at.item.alias !== undefined) return [];
  const { start, end } = valueSpan(at);
  return [
    {
      title: say`Write ${deprecated.value}`,
      edits: [lines.edit(start, end, deprecated.value)],
      preferred: true,
    },
  ];
}

/** One finding for one place and kind; forms that fail alike say it once. */
function distinct(problems: readonly PlainProblem[]): PlainProblem[] {
  const seen = new Set<string>();
  return problems.filter((problem) => {
    const key = `${problem.kind} ${pathOfProblem(problem)} ${messageOf(problem)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
