import { compareFindings } from "../../../../src/userdata/finding";
import { finish } from "../../../../src/userdata/slices";
import { readDocument } from "../../../../src/userdata/document";
import type { Finding } from "../../../../src/userdata/finding";
import type { RuleOptions } from "../../../../src/userdata/rules/check";
import { checkRules } from "../../../../src/userdata/rules/check";
import { wholeCode } from "../../../../src/userdata/rules/wholeCode";

/** All findings of the rules in a text. */
export function lint(text: string, options: RuleOptions = {}): Finding[] {
  return finish(checkRules(readDocument(text), wholeCode, options)).sort(compareFindings);
}

/** A finding as a failed test should show it. */
export function show(finding: Finding): string {
  const { line, character } = finding.range.start;
  return `${line + 1}:${character + 1} ${finding.rule}: ${finding.message}`;
}

/** The rules that find fault with a text, each once. */
export function faults(text: string, options: RuleOptions = {}): string[] {
  return [...new Set(lint(text, options).map((finding) => finding.rule))];
}
