import { say } from "../../l10n/sentence";
import type { Finding, Fix } from "../finding";
import type { Slices } from "../slices";
import type { Assembly } from "../assembly/assembly";
import type { UserDataDocument } from "../document";
import type { Span } from "../script/text/mappedText";
import type { YamlDocument } from "../yaml/nodes";
import { applyLevels, readDirectives } from "./directives";
import type { Directives } from "./directives";
import type { RuleLevels } from "./level";
import { pathAt } from "./path";
import type { Repair, Report, Rule } from "./rule";
import { certainty } from "./certainty";
import { prepare, type CommandCodeSource } from "./prepare";
import type { Limits, Subject } from "./subject";

export interface RuleOptions {
  /** The document's YAML tree, when it has been read already. */
  readonly yaml?: YamlDocument;
  /** What the VM makes of the document, when that is known already. */
  readonly assembly?: Assembly;
  /** Levels from the settings. */
  readonly levels?: RuleLevels;
  /** The document's comments that steer the rules, when they have been read already. */
  readonly directives?: Directives;
  readonly limits?: Limits;
}

/** All rules are done with a shorter text before anybody waits. In UTF-16 units. */
const longTextThreshold = 10_000;

/** Where the rules are explained; a finding's link leads to its rule's heading. */
const page = "docs/rules.md";

/**
 * Runs every rule over a document, as settings and comments in the document have it; in slices, for it yields after each
 * rule where the text is long. Never throws.
 */
export function* checkRules<Wait>(
  document: UserDataDocument,
  commandCode: CommandCodeSource<Wait>,
  options: RuleOptions = {},
): Slices<Finding[], Wait> {
  const { subject, rules } = yield* prepare(document, commandCode, options, options.limits);
  const { levels = {}, directives = readDirectives(document.text, document.lines) } = options;
  const isCertain = certainty(subject);
  const levelled = (finding: Finding): Finding[] => applyLevels([finding], directives, levels);
  const findings: Finding[] = [];
  const long = document.text.length > longTextThreshold;
  for (const rule of rules) {
    collect(rule, subject, isCertain, levelled, findings);
    if (long) yield;
  }
  return findings;
}

/** Nobody reads more of the same at once. */
const maxPerRule = 100;

/** Adds what one rule finds to `findings`. */
function collect(
  rule: Rule,
  subject: Subject,
  isCertain: (span: Span) => boolean,
  levelled: (finding: Finding) => Finding[],
  findings: Finding[],
): void {
  // Most rules have nothing to say about most documents.
  let seen: Set<string> | undefined;
  for (const report of rule.check(subject)) {
    if (!isCertain(report.span)) continue;
    // A loop or a function that runs twice reports the same line twice.
    const key = `${report.span.start}:${report.span.end}:${report.message}`;
    seen ??= new Set();
    if (seen.has(key)) continue;
    const [finding] = levelled(findingOf(rule, subject, report));
    if (finding === undefined) continue;
    if (seen.size === maxPerRule) {
      const message = say`${finding.message} This rule's further findings are not listed: there are more than ${maxPerRule}.`;
      findings.push({ ...finding, message });
      return;
    }
    seen.add(key);
    findings.push(finding);
  }
}

function findingOf(rule: Rule, subject: Subject, report: Report): Finding {
  const { lines } = subject.document;
  const { span, message, related, repairs, tag } = report;
  return {
    rule: rule.id,
    severity: rule.severity,
    message,
    path: pathAt(subject, span.start),
    range: lines.range(span.start, span.end),
    docs: `${page}#${rule.id}`,
    ...(repairs && repairs.length > 0 && { fixes: repairs.map((repair) => fixOf(subject, repair)) }),
    ...(related && {
      related: related.map((each) => ({
        range: lines.range(each.span.start, each.span.end),
        message: each.message,
      })),
    }),
    ...(tag && { tag }),
  };
}

function fixOf(subject: Subject, repair: Repair): Fix {
  const { lines } = subject.document;
  return {
    title: repair.title,
    edits: repair.edits.map(({ span, text }) => lines.edit(span.start, span.end, text)),
    preferred: true,
  };
}
