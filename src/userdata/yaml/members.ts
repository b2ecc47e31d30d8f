import type { MappingMemo, YamlEntry, YamlMapping, YamlMember, YamlNode, YamlSequence } from "./nodes";
import { tagPrefix } from "./scalars/scalarValue";

export type { YamlMember } from "./nodes";

const mergeTag = `${tagPrefix}merge`;

function memoOf(mapping: YamlMapping): MappingMemo {
  const { memo, entries } = mapping;
  if (memo?.entries === entries) return memo;
  return (mapping.memo = { entries, pairs: undefined, members: undefined });
}

/** The keys of a mapping as PyYAML loads them, in the order of their first appearance. */
export function membersOf(mapping: YamlMapping): readonly YamlMember[] {
  const known = mapping.memo;
  if (known?.members !== undefined && known.entries === mapping.entries) return known.members;
  const memo = memoOf(mapping);
  return (memo.members ??= distinctTexts(pairsOf(mapping)) ?? distinctMembers(pairsOf(mapping)));
}

/** Comparing each with each costs less than a map up to here. */
const fewKeys = 8;

/** The members of a mapping of few keys that are different texts, as nearly all are; nothing for others. */
function distinctTexts(entries: readonly YamlEntry[]): readonly YamlMember[] | undefined {
  if (entries.length > fewKeys) return undefined;
  const list: YamlMember[] = [];
  for (const { key, node, alias } of entries) {
    if (key.kind !== "scalar" || key.value.type !== "string") return undefined;
    const name = key.value.string;
    for (const member of list) if (member.name === name) return undefined;
    list.push({ key, node, alias, name, named: true });
  }
  return list;
}

function distinctMembers(entries: readonly YamlEntry[]): readonly YamlMember[] {
  const byIdentity = new Map<string, YamlMember>();
  for (const { key, node, alias } of entries) {
    const identity = identityOf(key);
    if (identity === undefined) continue;
    // As in a Python dict the first key stays and takes the last value: 1 and true are one key, named 1.
    const name = byIdentity.get(identity)?.name ?? nameOf(key);
    byIdentity.set(identity, { key, node, alias, name, named: isText(key) });
  }
  return [...byIdentity.values()];
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
  const memo = memoOf(mapping);
  if (memo.pairs !== undefined) return memo.pairs;
  if (!mapping.entries.some(({ key }) => isMerge(key))) return (memo.pairs = mapping.entries);
  const own = mapping.entries.filter((entry) => !isMerge(entry.key));
  // A mapping that merges itself finds its own pairs here.
  memo.pairs = own;
  const merged = new Map<unknown, YamlEntry>();
  for (const entry of mapping.entries) {
    if (!isMerge(entry.key)) continue;
    for (const source of mergeSources(entry.node)) {
      for (const pair of pairsOf(source)) merged.set(identityOf(pair.key) ?? pair.key, pair);
    }
  }
  const all = [...merged.values(), ...own];
  memo.pairs = all;
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
