import type { Finding } from "../finding";
import { isLevel, type RuleLevel, type RuleLevels } from "./level";

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
  /** From where to where rules are off, by rule; `*` stands for all of them. */
  readonly stretches: ReadonlyMap<string, readonly Stretch[]>;
  /** Rules that are off in one line only, by line. */
  readonly lines: ReadonlyMap<number, ReadonlySet<string>>;
}

/** From line `from` up to, but without, line `to`. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

const all = "*";

const directive =
  /#\s*nexus-arc-(disable-next-line|disable-line|disable|enable|severity)(?![\w-])([^\r\n]*)/gu;

const noDirectives: Directives = { levels: {}, stretches: new Map(), lines: new Map() };

/** Reads the comments; `lines` tells the line of an offset. */
export function readDirectives(text: string, lines: { lineAt(offset: number): number }): Directives {
  if (!text.includes("nexus-arc-")) return noDirectives;
  const levels: Record<string, RuleLevel> = {};
  const switches = new Switches();
  for (const match of text.matchAll(directive)) {
    const line = lines.lineAt(match.index);
    const words = namesIn(match[2] ?? "");
    const rules = words.length === 0 ? [all] : words;
    const kind = match[1];
    if (kind === "severity") Object.assign(levels, levelsIn(words));
    else if (kind === "disable-line") switches.offIn(line, rules);
    else if (kind === "disable-next-line") switches.offIn(line + 1, rules);
    else if (kind === "disable") switches.offFrom(line, rules);
    else switches.onFrom(line, rules);
  }
  return { levels, ...switches.read() };
}

/** Rules that are turned off and on again on the way down the text. */
class Switches {
  readonly #off = new Map<string, number>();
  readonly #stretches = new Map<string, Stretch[]>();
  readonly #lines = new Map<number, Set<string>>();

  offIn(line: number, rules: readonly string[]): void {
    this.#lines.set(line, new Set([...(this.#lines.get(line) ?? []), ...rules]));
  }

  offFrom(line: number, rules: readonly string[]): void {
    for (const rule of rules) if (!this.#off.has(rule)) this.#off.set(rule, line);
  }

  /** Where all rules are off, naming one puts all of them on again. */
  onFrom(line: number, rules: readonly string[]): void {
    const named = rules.includes(all) ? [...this.#off.keys()] : [...rules, all];
    for (const rule of named) this.#close(rule, line);
  }

  read(): Pick<Directives, "stretches" | "lines"> {
    for (const rule of [...this.#off.keys()]) this.#close(rule, Number.POSITIVE_INFINITY);
    return { stretches: this.#stretches, lines: this.#lines };
  }

  #close(rule: string, to: number): void {
    const from = this.#off.get(rule);
    if (from === undefined) return;
    this.#off.delete(rule);
    const before = this.#stretches.get(rule);
    if (before === undefined) this.#stretches.set(rule, [{ from, to }]);
    else before.push({ from, to });
  }
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

/** Applies settings and comments to findings: takes some away, changes the severity of others. Comments win. */
export function applyLevels(
  findings: readonly Finding[],
  directives: Directives,
  settings: RuleLevels,
): Finding[] {
  return findings.flatMap((finding) => {
    const { rule } = finding;
    const level = own(directives.levels, rule) ?? own(settings, rule) ?? finding.severity;
    if (level === "off" || isOff(directives, finding)) return [];
    return level === finding.severity ? [finding] : [{ ...finding, severity: level }];
  });
}

function own(levels: RuleLevels, rule: string): RuleLevel | undefined {
  return Object.hasOwn(levels, rule) ? levels[rule] : undefined;
}

function isOff({ stretches, lines }: Directives, { rule, range }: Finding): boolean {
  const { line } = range.start;
  const here = lines.get(line);
  if (here !== undefined && (here.has(rule) || here.has(all))) return true;
  return covers(stretches.get(rule), line) || covers(stretches.get(all), line);
}

/** The stretches of one rule stand in the order of the text and do not touch each other. */
function covers(stretches: readonly Stretch[] = [], line: number): boolean {
  let low = 0;
  let high = stretches.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((stretches[middle]?.from ?? 0) <= line) low = middle;
    else high = middle - 1;
  }
  const last = stretches[low];
  return last !== undefined && line >= last.from && line < last.to;
}
