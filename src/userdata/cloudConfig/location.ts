import type { YamlItem, YamlMapping, YamlNode, YamlScalar } from "../yaml/nodes";
import type { YamlMember } from "../yaml/members";

/** A value in the data: how one gets there, and where it is written. */
export interface Location {
  readonly parent: Location | undefined;
  /** The key or the index under the parent; undefined for the whole document. */
  readonly step: string | number | undefined;
  readonly item: YamlItem;
  /** The key's own node, when it is the value of a key. */
  readonly key: YamlNode | undefined;
}

export function rootLocation(node: YamlNode): Location {
  return { parent: undefined, step: undefined, item: { node, alias: undefined }, key: undefined };
}

export function memberLocation(parent: Location, member: YamlMember): Location {
  return { parent, step: member.name, item: member, key: member.key };
}

export function itemLocation(parent: Location, index: number, item: YamlItem): Location {
  return { parent, step: index, item, key: undefined };
}

/** `write_files.0.path`; empty for the whole document. */
export function pathOf(location: Location): string {
  return stepsOf(location).join(".");
}

export function stepsOf(location: Location): (string | number)[] {
  const steps: (string | number)[] = [];
  for (let at: Location | undefined = location; at?.step !== undefined; at = at.parent)
    steps.unshift(at.step);
  return steps;
}

/** The nearest key at or above the location: `permissions` for `write_files.0.permissions`, `packages` for `packages.2`. */
export function keyNameOf(location: Location): string | undefined {
  for (let at: Location | undefined = location; at !== undefined; at = at.parent) {
    if (typeof at.step === "string") return at.step;
  }
  return undefined;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where the value is written: the alias, where there is one. A value that is not there gives the key. */
export function valueSpan({ item, key }: Location): Span {
  if (item.alias !== undefined) return item.alias;
  const { node } = item;
  if (node.kind === "scalar") {
    const span = { start: node.contentStart, end: node.end };
    return span.end > span.start || key === undefined ? span : spanOf(key);
  }
  return spanOf(node);
}

/** Where the key is written; for an entry of a list its first line. */
export function keySpan(location: Location): Span {
  if (location.key !== undefined) return spanOf(location.key);
  const { node, alias } = location.item;
  return alias ?? firstOf(node);
}

function firstOf(node: YamlNode): Span {
  const first = node.kind === "mapping" ? firstKey(node) : undefined;
  return first === undefined ? spanOf(node) : { start: node.start, end: Math.max(first.end, node.start) };
}

function firstKey(mapping: YamlMapping): YamlScalar | undefined {
  const key = mapping.entries[0]?.key;
  return key?.kind === "scalar" ? key : undefined;
}

export function spanOf(node: YamlNode): Span {
  return { start: node.kind === "scalar" ? node.contentStart : node.start, end: node.end };
}
