import { commandCode } from "./commandCode";
import type { RuleGroup } from "./group";
import { groupsForAll } from "./groupsForAll";
import type { Rule } from "./rule";

/** Every rule about user data, in groups, in the order of the documentation. */
export const ruleGroups: readonly RuleGroup[] = joined([...commandCode.groups, ...groupsForAll]);

/** Every rule about user data. */
export const rules: readonly Rule[] = ruleGroups.flatMap((group) => group.rules);

/** Groups of one title as one group. */
function joined(groups: readonly RuleGroup[]): RuleGroup[] {
  const byTitle = new Map<string, RuleGroup>();
  for (const group of groups) {
    const { rules: known = [] } = byTitle.get(group.title) ?? {};
    byTitle.set(group.title, { ...group, rules: [...known, ...group.rules] });
  }
  return [...byTitle.values()];
}
