import type { Finding, Severity } from "../finding";
import { severities } from "../finding";

/** What settings or a comment make of a rule. */
export type RuleLevel = Severity | "off";

/** Rule ids and their levels; what is not named keeps its own. */
export type RuleLevels = Readonly<Record<string, RuleLevel>>;

/**
 * Comments that steer the rules. They stand in any `#` comment of the document:
 *
 *     # nexus-arc-disable                       all rules from here on
 *     # nexus-arc-disable rule-a, rule-b        these rules from here on
 *     # nexus-arc-enable [rule-a, …]            on again from here on
 *     # nexus-arc-disable-next-line [rule-a, …]
 *     command  # nexus-arc-disable-line [rule-a, …]
 *     # nexus-arc-severity rule-a=hint, rule-b=off    for the whole document
 *
 * Text behind ` -- ` is a reason and is not read.
 */
export interface Directives {
  readonly levels: RuleLevels;
  readonly switches: readonly Switch[];
}

/** From line `from` up to, but without, line `to`. No rules means all. */
interface Switch {
  readonly from: number;
  readonly to: number;
  readonly rules: ReadonlySet<string> | undefined;
}

const directive =
  /#\s*nexus-arc-(disable-next-line|disable-line|disable|enable|severity)(?![\w-])([^\r\n]*)/gu;

/** Reads the comments; `lines` tells the line of an offset. */
export function readDirectives(text: string, lines: { lineAt(offset: number): number }): Directives {
  const levels: Record<string, RuleLevel> = {};
  const switches: Switch[] = [];
  const open: { readonly from: number; readonly rules: ReadonlySet<string> | undefined }[] = [];
  for (const match of text.matchAll(directive)) {
    const line = lines.lineAt(match.index);
    const words = namesIn(match[2] ?? "");
    const rules = words.length === 0 ? undefined : new Set(words);
    const kind = match[1];
    if (kind === "severity") Object.assign(levels, levelsIn(words));
    else if (kind === "disable-line") switches.push({ from: line, to: line + 1, rules });
    else if (kind === "disable-next-line") switches.push({ from: line + 1, to: line + 2, rules });
    else if (kind === "disable") open.push({ from: line, rules });
    else close(open, switches, line, rules);
  }
  for (const { from, rules } of open) switches.push({ from, to: Number.POSITIVE_INFINITY, rules });
  return { levels, switches };
}

function namesIn(text: string): string[] {
  const [names = ""] = text.split(/\s--\s/u);
  return names.split(/[\s,]+/u).filter((name) => /^[\w/=-]+$/u.test(name));
}

function levelsIn(words: readonly string[]): Record<string, RuleLevel> {
  return Object.fromEntries(
    words.flatMap((word) => {
      const [name = "", level = ""] = word.split("=");
      return isLevel(level) && name !== "" ? [[name, level] as const] : [];
    }),
  );
}

export function isLevel(text: unknown): text is RuleLevel {
  return text === "off" || severities.some((severity) => severity === text);
}

function close(
  open: { readonly from: number; readonly rules: ReadonlySet<string> | undefined }[],
  switches: Switch[],
  line: number,
  rules: ReadonlySet<string> | undefined,
): void {
  const kept: typeof open = [];
  for (const { from, rules: off } of open.splice(0)) {
    switches.push({ from, to: line, rules: off });
    // What stays off: nothing after a bare "enable"; else the rules that it does not name.
    if (rules === undefined || off === undefined) continue;
    const rest = new Set([...off].filter((name) => !rules.has(name)));
    if (rest.size > 0) kept.push({ from: line, rules: rest });
  }
  open.push(...kept);
}

/** Applies settings and comments to findings: takes some away, changes the severity of others. Comments win. */
export function applyLevels(
  findings: readonly Finding[],
  directives: Directives,
  settings: RuleLevels,
): Finding[] {
  return findings.flatMap((finding) => {
    const { rule } = finding;
    const level = own(directives.levels, rule) ?? own(settings, rule) ?? finding.severity;
    if (level === "off" || directives.switches.some((each) => covers(each, finding))) return [];
    return level === finding.severity ? [finding] : [{ ...finding, severity: level }];
  });
}

function own(levels: RuleLevels, rule: string): RuleLevel | undefined {
  return Object.hasOwn(levels, rule) ? levels[rule] : undefined;
}

function covers({ from, to, rules }: Switch, { rule, range }: Finding): boolean {
  return range.start.line >= from && range.start.line < to && (rules?.has(rule) ?? true);
}
