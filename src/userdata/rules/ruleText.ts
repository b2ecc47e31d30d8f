import { lineDifference } from "./lineDifference";
import type { Rule } from "./rule";

/**
 * One rule in Markdown: what it finds, why, what to do, and the difference between its two examples.
 * @param heading the number of `#` of its heading
 */
export function ruleText(rule: Rule, heading: number): string {
  const difference = lineDifference(rule.bad, rule.good, 1);
  return [
    `${"#".repeat(heading)} ${rule.id}`,
    `**${rule.title}** (${rule.severity})`,
    rule.why,
    `_What to do:_ ${rule.fix}`,
    ["```diff", difference, "```"].join("\n"),
  ].join("\n\n");
}
