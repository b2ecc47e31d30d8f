import type { Need } from "./needs";
import type { Rule } from "./rule";

/** Rules about one thing, as the documentation shows them. */
export interface RuleGroup {
  readonly title: string;
  /** What all of them need, besides their own needs. */
  readonly needs?: Need;
  readonly rules: readonly Rule[];
}
