/**
 * The last errors that PyYAML can raise: what a whole tree means. It goes through the tree level by level, as PyYAML
 * does, so that of several errors the same one is first.
 */
import { isMerge, pairsOf } from "./members";
import type { YamlItem, YamlMapping, YamlNode, YamlScalar, YamlSequence } from "./nodes";
import { tagPrefix, type Unconstructable } from "./scalarValue";
import { YamlError } from "./yamlError";

const collectionTags = new Set(["seq", "map", "omap", "pairs", "set"]);
const scalarTags = new Set(["null", "bool", "int", "float", "binary", "timestamp", "str"]);

/** Throws `YamlError` for the first thing that PyYAML's safe loader cannot make a value of. */
export function construct(root: YamlNode, unconstructable: ReadonlyMap<YamlScalar, Unconstructable>): void {
  const seen = new Set<YamlNode>();
  const waiting: YamlNode[] = [];
  const visit = (node: YamlNode): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (isCollection(node)) {
      waiting.push(node);
      return;
    }
    const name = node.tag.startsWith(tagPrefix) ? node.tag.slice(tagPrefix.length) : undefined;
    if (name === undefined || !scalarTags.has(name)) throw unknownTag(node, name);
    if (node.kind !== "scalar") throw new YamlError(`A ${node.kind} cannot be a "!!${name}".`, node.start);
    const wrong = unconstructable.get(node);
    if (wrong !== undefined)
      throw new YamlError(wrong.message, node.start, wrong.placed ? undefined : "unplaced");
  };
  visit(root);
  // The list grows while it is walked: that is the level-by-level order.
  for (const node of waiting) constructCollection(node, visit);
}

function unknownTag(node: YamlNode, name: string | undefined): YamlError {
  if (name === "merge" || name === "value") {
    const text = node.kind === "scalar" ? node.text : "";
    return new YamlError(
      `A value cannot be "${text}" without quotes: YAML 1.1 gives it a meaning.`,
      node.start,
    );
  }
  const tag = node.tag.startsWith(tagPrefix) ? `!!${node.tag.slice(tagPrefix.length)}` : node.tag;
  const message = `cloud-init knows no tag "${tag}": it reads YAML's own tags only (!!str, !!int, !!binary …).`;
  return new YamlError(message, node.start);
}

type Visit = (node: YamlNode) => void;

function constructCollection(node: YamlNode, visit: Visit): void {
  const name = node.tag.slice(tagPrefix.length);
  if (name === "seq") {
    for (const { node: child } of require(node, "sequence").items) visit(child);
  } else if (name === "omap" || name === "pairs") {
    for (const item of require(node, "sequence", true).items) constructPairItem(node, item, visit);
  } else {
    constructMapping(require(node, "mapping"), visit);
  }
}

function require(node: YamlNode, kind: "sequence", withContext?: boolean): YamlSequence;
function require(node: YamlNode, kind: "mapping"): YamlMapping;
function require(node: YamlNode, kind: "sequence" | "mapping", withContext = false): YamlNode {
  if (node.kind === kind) return node;
  const message = `The tag says ${kind}, but this is a ${node.kind}.`;
  throw new YamlError(message, node.start, withContext ? node.start : undefined);
}

function constructPairItem(list: YamlNode, { node }: YamlItem, visit: Visit): void {
  const [pair, ...others] = node.kind === "mapping" ? node.entries : [];
  if (pair === undefined || others.length > 0) {
    throw new YamlError("Each entry of this list must be one pair.", node.start, list.start);
  }
  visit(pair.key);
  visit(pair.node);
}

function constructMapping(mapping: YamlMapping, visit: Visit): void {
  checkMerges(mapping, new Set());
  for (const { key, node } of pairsOf(mapping)) {
    if (isCollection(key)) throw notHashable(key, mapping);
    // As a key, "=" is a text like any other.
    if (key.tag !== `${tagPrefix}value`) visit(key);
    visit(node);
  }
}

function isCollection(node: YamlNode): boolean {
  return node.tag.startsWith(tagPrefix) && collectionTags.has(node.tag.slice(tagPrefix.length));
}

function notHashable(key: YamlNode, mapping: YamlMapping): YamlError {
  const hint = key.kind === "mapping" && key.flow ? ' A template\'s "{{ … }}" must stand in quotes.' : "";
  return new YamlError(`A ${key.kind} cannot be a key.${hint}`, key.start, mapping.start);
}

function checkMerges(mapping: YamlMapping, open: Set<YamlMapping>): void {
  if (open.has(mapping)) return;
  open.add(mapping);
  for (const { key, node } of mapping.entries) {
    if (!isMerge(key)) continue;
    if (node.kind === "mapping") checkMerges(node, open);
    else if (node.kind === "sequence") {
      for (const { node: item } of node.items) {
        if (item.kind !== "mapping") throw notMergeable(item, mapping);
        checkMerges(item, open);
      }
    } else {
      throw notMergeable(node, mapping);
    }
  }
}

function notMergeable(node: YamlNode, mapping: YamlMapping): YamlError {
  return new YamlError(`"<<" takes in mappings, not a ${node.kind}.`, node.start, mapping.start);
}
