/**
 * Merges two YAML trees as cloud-init merges the data that they stand for. What is kept stays the node that was written,
 * so that its place is known. Source: `mergers/m_dict.py`, `m_list.py`, `m_str.py` of cloud-init 22.4.2 and 26.2.
 */
import { identityOf, membersOf } from "../../yaml/members";
import type { YamlEntry, YamlItem, YamlMapping, YamlNode, YamlScalar, YamlSequence } from "../../yaml/nodes";
import { hasOption, type Merger } from "./mergers";

/** Thrown where cloud-init's merger fails, so that it drops the part. */
export class MergeFailure extends Error {}

/** `made` hears of each node that stands for more than one that was written, and of the one it takes the place of. */
export class TreeMerger {
  readonly #mergers: readonly Merger[];
  readonly #made: (node: YamlNode, instead: YamlNode) => void;

  constructor(mergers: readonly Merger[], made: (node: YamlNode, instead: YamlNode) => void) {
    this.#mergers = mergers;
    this.#made = made;
  }

  /** The first merger for the kind of the older value decides; without one the older value stays. */
  merge(older: YamlNode, newer: YamlNode): YamlNode {
    if (older.kind === "mapping") {
      const merger = this.#find("dict");
      return merger === undefined || newer.kind !== "mapping" ? older : this.#mappings(merger, older, newer);
    }
    if (older.kind === "sequence") {
      const merger = this.#find("list");
      return merger === undefined ? older : this.#lists(merger, older, newer);
    }
    const merger = isText(older) ? this.#find("str") : undefined;
    return merger === undefined || !isText(older) ? older : this.#texts(merger, older, newer);
  }

  #find(name: Merger["name"]): Merger | undefined {
    return this.#mergers.find((merger) => merger.name === name);
  }

  #mappings(merger: Merger, older: YamlMapping, newer: YamlMapping): YamlMapping {
    const merged = new Map<string, YamlEntry>();
    for (const entry of membersOf(older)) merged.set(identityOf(entry.key) ?? "", entry);
    const replaces = hasOption(merger, "replace");
    for (const entry of membersOf(newer)) {
      const identity = identityOf(entry.key) ?? "";
      const before = merged.get(identity);
      if (before === undefined) {
        merged.set(identity, entry);
      } else if (hasOption(merger, "allow_delete") && isNothing(entry.node)) {
        merged.delete(identity);
      } else if (replaces) {
        // As in a Python dict the older key stays; the newer one is told, for it stands where the value does.
        merged.set(identity, entry);
      } else if (this.#goesInto(merger, entry.node)) {
        const node = this.merge(before.node, entry.node);
        merged.set(identity, node === before.node ? before : { ...entry, node });
      }
    }
    const node: YamlMapping = { ...newer, entries: [...merged.values()] };
    this.#made(node, newer);
    return node;
  }

  /** Whether a value is merged with the older one of its key; mappings always are. */
  #goesInto(merger: Merger, newer: YamlNode): boolean {
    if (newer.kind === "mapping") return true;
    if (newer.kind === "sequence")
      return hasOption(merger, "recurse_array") || hasOption(merger, "recurse_list");
    return isText(newer) && hasOption(merger, "recurse_str");
  }

  #lists(merger: Merger, older: YamlSequence, newer: YamlNode): YamlNode {
    const method = ["append", "prepend", "replace", "no_replace"].find((each) => hasOption(merger, each));
    if ((method ?? "replace") === "replace" && newer.kind !== "sequence") return newer;
    const added = itemsOf(newer);
    if (method === "append" || method === "prepend") {
      const items = method === "append" ? [...older.items, ...added] : [...added, ...older.items];
      return this.#list(older, newer, items);
    }
    const common = Math.min(older.items.length, added.length);
    if (common > 0 && newer.kind === "mapping") throw new MergeFailure();
    if (method === "no_replace") return older;
    const items = older.items.map((item, index) => {
      const other = added[index];
      return other === undefined ? item : this.#sameIndex(merger, item, other);
    });
    return this.#list(older, newer, items);
  }

  #sameIndex(merger: Merger, older: YamlItem, newer: YamlItem): YamlItem {
    const { node } = newer;
    const goesInto =
      node.kind === "sequence"
        ? hasOption(merger, "recurse_array") || hasOption(merger, "recurse_list")
        : node.kind === "mapping"
          ? hasOption(merger, "recurse_dict")
          : isText(node) && hasOption(merger, "recurse_str");
    return goesInto ? { ...newer, node: this.merge(older.node, node) } : newer;
  }

  #list(older: YamlSequence, newer: YamlNode, items: readonly YamlItem[]): YamlSequence {
    const node: YamlSequence = { ...older, start: newer.start, end: newer.end, items };
    this.#made(node, newer);
    return node;
  }

  #texts(merger: Merger, older: YamlScalar, newer: YamlNode): YamlNode {
    if (!hasOption(merger, "append")) return newer;
    if (!isText(newer)) throw new MergeFailure();
    const text = older.text + newer.text;
    const node: YamlScalar = { ...newer, text, value: { type: "string", string: text } };
    this.#made(node, newer);
    return node;
  }
}

function isText(node: YamlNode): node is YamlScalar {
  return node.kind === "scalar" && node.value.type === "string";
}

function isNothing(node: YamlNode): boolean {
  return node.kind === "scalar" && node.value.type === "null";
}

/** What Python goes through when it is given something as a list: a text's letters, a mapping's keys. */
function itemsOf(node: YamlNode): readonly YamlItem[] {
  if (node.kind === "sequence") return node.items;
  if (node.kind === "mapping") return membersOf(node).map(({ key }) => ({ node: key, alias: undefined }));
  if (!isText(node)) throw new MergeFailure();
  return Array.from(node.text, (text) => ({
    node: { ...node, text, value: { type: "string", string: text } },
    alias: undefined,
  }));
}
