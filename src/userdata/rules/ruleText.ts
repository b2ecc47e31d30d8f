import { inEnglish, type Translate } from "../../l10n/translate";
import { lineDifference } from "./lineDifference";
import type { Rule } from "./rule";

/**
 * One rule in Markdown, in the language of `t`: what it finds, why, what to do, and the difference between its two examples.
 * @param heading the number of `#` of its heading
 */
export function ruleText(rule: Rule, heading: number, t: Translate = inEnglish): string {
  const difference = lineDifference(rule.bad, rule.good, 1);
  return [
    `${"#".repeat(heading)} ${rule.id}`,
    `**${t(rule.title)}** (${t(rule.severity)})`,
    t(rule.why),
    `_${t("What to do:")}_ ${t(rule.fix)}`,
    ["```diff", difference, "```"].join("\n"),
  ].join("\n\n");
}
