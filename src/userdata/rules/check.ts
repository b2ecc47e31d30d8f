import type { Finding, Fix } from "../finding";
import { compareFindings } from "../finding";
import type { UserDataDocument } from "../document";
import type { YamlDocument } from "../yaml/nodes";
import { applyLevels, readDirectives } from "./directives";
import type { RuleLevels } from "./directives";
import { rules } from "./index";
import { pathAt } from "./path";
import type { Repair, Report, Rule } from "./rule";
import type { Limits, Subject } from "./subject";
import { subjectOf, usualLimits } from "./subject";

export interface RuleOptions {
  /** The document's YAML tree, when it has been read already. */
  readonly yaml?: YamlDocument;
  /** Levels from the settings. */
  readonly levels?: RuleLevels;
  readonly limits?: Limits;
}

/** Where the rules are explained; a finding's link leads to its rule's heading. */
const page = "docs/rules.md";

/** Runs every rule over a document, as settings and comments in the document have it. Never throws. */
export function checkRules(document: UserDataDocument, options: RuleOptions = {}): Finding[] {
  const subject = subjectOf(document, options.yaml, options.limits ?? usualLimits);
  const findings = rules.flatMap((rule) => findingsOf(rule, subject));
  const directives = readDirectives(document.text, document.lines);
  return applyLevels(findings, directives, options.levels ?? {}).sort(compareFindings);
}

function findingsOf(rule: Rule, subject: Subject): Finding[] {
  const findings = new Map<string, Finding>();
  for (const report of rule.check(subject)) {
    // A loop or a function that runs twice reports the same line twice.
    const key = `${report.span.start}:${report.span.end}:${report.message}`;
    if (!findings.has(key)) findings.set(key, findingOf(rule, subject, report));
  }
  return [...findings.values()];
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
