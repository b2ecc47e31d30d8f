import { severities, type Severity } from "../finding";

/** What settings or a comment make of a rule. */
export type RuleLevel = Severity | "off";

/** Rule ids and their levels; what is not named keeps its own. */
export type RuleLevels = Readonly<Record<string, RuleLevel>>;

export function isLevel(value: unknown): value is RuleLevel {
  return value === "off" || severities.some((severity) => severity === value);
}
