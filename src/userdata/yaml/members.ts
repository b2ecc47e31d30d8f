import type { YamlEntry, YamlItem, YamlMapping, YamlNode, YamlSequence } from "./nodes";
import { tagPrefix } from "./scalarValue";

/** A key of a mapping as the loaded data has it: merges (`<<`) are dissolved, and of doubled keys the last counts. */
export interface YamlMember extends YamlItem {
  readonly key: YamlNode;
  /** The key as a path shows it. */
  readonly name: string;
  /** False where the key is a number, a boolean, a date or nothing: no schema names such a key. */
  readonly named: boolean;
}

const mergeTag = `${tagPrefix}merge`;
const members = new WeakMap<YamlMapping, readonly YamlMember[]>();
const pairs = new WeakMap<YamlMapping, readonly YamlEntry[]>();

/** The keys of a mapping as PyYAML loads them, in the order of their first appearance. */
export function membersOf(mapping: YamlMapping): readonly YamlMember[] {
  const known = members.get(mapping);
  if (known !== undefined) return known;
  const byIdentity = new Map<string, YamlMember>();
  for (const { key, node, alias } of pairsOf(mapping)) {
    const identity = identityOf(key);
    if (identity === undefined) continue;
    // As in a Python dict the first key stays and takes the last value: 1 and true are one key, named 1.
    const name = byIdentity.get(identity)?.name ?? nameOf(key);
    byIdentity.set(identity, { key, node, alias, name, named: isText(key) });
  }
  const list = [...byIdentity.values()];
  members.set(mapping, list);
  return list;
}

export function memberOf(mapping: YamlMapping, name: string): YamlMember | undefined {
  for (const member of membersOf(mapping)) if (member.named && member.name === name) return member;
  return undefined;
}

/**
 * The pairs of a mapping with what it merges in front, doubled keys included. A merge that is no mapping is passed over.
 * Merges of merges multiply, so of equal keys in them only the last is kept.
 */
export function pairsOf(mapping: YamlMapping): readonly YamlEntry[] {
  const known = pairs.get(mapping);
  if (known !== undefined) return known;
  if (!mapping.entries.some(({ key }) => isMerge(key))) return mapping.entries;
  const own = mapping.entries.filter((entry) => !isMerge(entry.key));
  // A mapping that merges itself finds its own pairs here.
  pairs.set(mapping, own);
  const merged = new Map<unknown, YamlEntry>();
  for (const entry of mapping.entries) {
    if (!isMerge(entry.key)) continue;
    for (const source of mergeSources(entry.node)) {
      for (const pair of pairsOf(source)) merged.set(identityOf(pair.key) ?? pair.key, pair);
    }
  }
  const all = [...merged.values(), ...own];
  pairs.set(mapping, all);
  return all;
}

/** What `<<` takes in: one mapping, or a list of which the first counts most and so comes last. */
function mergeSources(node: YamlNode): readonly YamlMapping[] {
  if (node.kind === "mapping") return [node];
  return node.kind === "sequence" ? mappingsOf(node).reverse() : [];
}

function mappingsOf(sequence: YamlSequence): YamlMapping[] {
  return sequence.items.map(({ node }) => node).filter((node) => node.kind === "mapping");
}

export function isMerge(key: YamlNode): boolean {
  return key.tag === mergeTag;
}

function isText(key: YamlNode): boolean {
  return key.kind === "scalar" && key.value.type === "string";
}

/** Equal for keys that Python's dict holds as one: 1, 1.0 and true are the same key. */
export function identityOf(key: YamlNode): string | undefined {
  if (key.kind !== "scalar") return undefined;
  const { value } = key;
  switch (value.type) {
    case "string":
      return `s:${value.string}`;
    case "integer":
      return `n:${value.integer}`;
    case "float":
      return Number.isInteger(value.float) ? `n:${BigInt(value.float)}` : `n:${value.float}`;
    case "boolean":
      return value.boolean ? "n:1" : "n:0";
    case "null":
      return "null";
    case "other":
      return `o:${key.text}`;
  }
}

/** A key as Python prints it in a path. */
export function nameOf(key: YamlNode): string {
  if (key.kind !== "scalar") return "";
  const { value } = key;
  switch (value.type) {
    case "string":
      return value.string;
    case "integer":
      return value.integer.toString();
    case "float":
      return Number.isInteger(value.float) ? value.float.toFixed(1) : String(value.float);
    case "boolean":
      return value.boolean ? "True" : "False";
    case "null":
      return "None";
    case "other":
      return key.text;
  }
}
