import { identityOf, isMerge, membersOf, pairsOf } from "./members";
import type { YamlEntry, YamlMapping, YamlNode } from "./nodes";

/** A key that a mapping has already; PyYAML keeps the last. */
export interface DoubledKey {
  readonly first: YamlEntry;
  readonly again: YamlEntry;
}

/** Every doubled key of a tree. */
export function doubledKeys(root: YamlNode): DoubledKey[] {
  const found: DoubledKey[] = [];
  const seen = new Set<YamlNode>();
  const waiting: YamlNode[] = [root];
  for (const node of waiting) {
    if (seen.has(node) || node.kind === "scalar") continue;
    seen.add(node);
    if (node.kind === "mapping") for (const doubled of doubledIn(node)) found.push(doubled);
    const children = node.kind === "sequence" ? node.items : node.entries;
    for (const child of children) if (child.node.kind !== "scalar") waiting.push(child.node);
  }
  return found;
}

function doubledIn(mapping: YamlMapping): DoubledKey[] {
  const { entries } = mapping;
  // Members are distinct, and known already: where nothing is merged and none is lost, no key is doubled.
  if (pairsOf(mapping) === entries && membersOf(mapping).length === entries.length) return [];
  const firsts = new Map<string, YamlEntry>();
  const doubled: DoubledKey[] = [];
  for (const again of entries) {
    const identity = isMerge(again.key) ? undefined : identityOf(again.key);
    if (identity === undefined) continue;
    const first = firsts.get(identity);
    if (first === undefined) firsts.set(identity, again);
    else doubled.push({ first, again });
  }
  return doubled;
}
