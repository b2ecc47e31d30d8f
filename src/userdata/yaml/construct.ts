/**
 * The last errors that PyYAML can raise: what a whole tree means. It goes through the tree level by level, as PyYAML
 * does, so that of several errors the same one is first.
 */
import { say } from "../../l10n/sentence";
import { isMerge, pairsOf } from "./members";
import type { YamlItem, YamlMapping, YamlNode, YamlScalar, YamlSequence } from "./nodes";
import { tagPrefix, type Unconstructable } from "./scalars/scalarValue";
import { TooMuchMerged, YamlError } from "./yamlError";

const fullTags = (...names: readonly string[]): ReadonlySet<string> =>
  new Set(names.map((name) => tagPrefix + name));
const valueTag = `${tagPrefix}value`;
const collectionTags = fullTags("seq", "map", "omap", "pairs", "set");
const scalarTags = fullTags("null", "bool", "int", "float", "binary", "timestamp", "str");

/** Throws `YamlError` for the first thing that PyYAML's safe loader cannot make a value of. */
export function construct(root: YamlNode, unconstructable: ReadonlyMap<YamlScalar, Unconstructable>): void {
  const seen = new Set<YamlNode>();
  const merged: Merged = { seen: new Set(), keys: 0 };
  const waiting: YamlNode[] = [];
  const visit = (node: YamlNode): void => {
    if (!collectionTags.has(node.tag)) {
      constructScalar(node, unconstructable);
    } else if (!seen.has(node)) {
      seen.add(node);
      waiting.push(node);
    }
  };
  visit(root);
  // The list grows while it is walked: that is the level-by-level order.
  for (const node of waiting) constructCollection(node, visit, merged);
}

function constructScalar(node: YamlNode, unconstructable: ReadonlyMap<YamlScalar, Unconstructable>): void {
  if (!scalarTags.has(node.tag)) throw unknownTag(node);
  if (node.kind !== "scalar")
    throw new YamlError(say`A ${node.kind} cannot be a "${shortTag(node)}".`, node.start);
  const wrong = unconstructable.get(node);
  if (wrong !== undefined)
    throw new YamlError(wrong.message, node.start, wrong.placed ? undefined : "unplaced");
}

function shortTag({ tag }: YamlNode): string {
  return tag.startsWith(tagPrefix) ? `!!${tag.slice(tagPrefix.length)}` : tag;
}

function unknownTag(node: YamlNode): YamlError {
  const tag = shortTag(node);
  if (node.kind === "scalar" && (tag === "!!merge" || tag === "!!value")) {
    const message = say`A value cannot be "${node.text}" without quotes: YAML 1.1 gives it a special meaning.`;
    return new YamlError(message, node.start);
  }
  const message = say`cloud-init knows no tag "${tag}": it reads YAML's own tags only (!!str, !!int, !!binary …).`;
  return new YamlError(message, node.start);
}

type Visit = (node: YamlNode) => void;

function constructCollection(node: YamlNode, visit: Visit, merged: Merged): void {
  const name = shortTag(node);
  if (name === "!!seq") {
    for (const { node: child } of require(node, "sequence").items) visit(child);
  } else if (name === "!!omap" || name === "!!pairs") {
    for (const item of require(node, "sequence", true).items) constructPairItem(node, item, visit);
  } else {
    constructMapping(require(node, "mapping"), visit, merged);
  }
}

function require(node: YamlNode, kind: "sequence", withContext?: boolean): YamlSequence;
function require(node: YamlNode, kind: "mapping"): YamlMapping;
function require(node: YamlNode, kind: "sequence" | "mapping", withContext = false): YamlNode {
  if (node.kind === kind) return node;
  const message = say`The tag says ${kind}, but this is a ${node.kind}.`;
  throw new YamlError(message, node.start, withContext ? node.start : undefined);
}

function constructPairItem(list: YamlNode, { node }: YamlItem, visit: Visit): void {
  const [pair, ...others] = node.kind === "mapping" ? node.entries : [];
  if (pair === undefined || others.length > 0) {
    throw new YamlError(say`Each entry of this list must be one pair.`, node.start, list.start);
  }
  visit(pair.key);
  visit(pair.node);
}

function constructMapping(mapping: YamlMapping, visit: Visit, merged: Merged): void {
  if (mapping.entries.some(({ key }) => isMerge(key))) checkMerges(mapping, merged);
  for (const { key, node } of pairsOf(mapping)) {
    if (collectionTags.has(key.tag)) throw notHashable(key, mapping);
    // As a key, "=" is a text like any other.
    if (key.tag !== valueTag) visit(key);
    visit(node);
  }
}

function notHashable(key: YamlNode, mapping: YamlMapping): YamlError {
  const hint = key.kind === "mapping" && key.flow ? say` A template's "{{ … }}" must be in quotes.` : "";
  return new YamlError(say`A ${key.kind} cannot be a key.${hint}`, key.start, mapping.start);
}

/** The mappings whose merges were looked at, and how many keys were merged in all. */
interface Merged {
  readonly seen: Set<YamlMapping>;
  keys: number;
}

/** Merges of merges multiply; what an honest document merges is far below this. */
const maxMergedKeys = 50_000;

/** Throws where something cannot be merged, or is too much. What is merged comes first, so that `pairsOf` knows it. */
function checkMerges(mapping: YamlMapping, merged: Merged): void {
  if (merged.seen.has(mapping)) return;
  merged.seen.add(mapping);
  for (const { key, node } of mapping.entries) {
    if (!isMerge(key)) continue;
    if (node.kind === "scalar") throw notMergeable(node, mapping);
    for (const source of node.kind === "mapping" ? [node] : node.items.map((item) => item.node)) {
      if (source.kind !== "mapping") throw notMergeable(source, mapping);
      checkMerges(source, merged);
      merged.keys += pairsOf(source).length;
      if (merged.keys > maxMergedKeys) throw new TooMuchMerged(mapping.start);
    }
  }
}

function notMergeable(node: YamlNode, mapping: YamlMapping): YamlError {
  return new YamlError(say`"<<" takes in mappings, not a ${node.kind}.`, node.start, mapping.start);
}
