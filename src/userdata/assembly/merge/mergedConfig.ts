/** The cloud-config that is left once the parts of a document are merged, and where each value of it was written. */
import type { MappedText, Span } from "../../script/text/mappedText";
import { identityOf, membersOf } from "../../yaml/members";
import type { YamlMapping, YamlNode } from "../../yaml/nodes";
import type { LossCause } from "../loss";
import { MergeFailure, TreeMerger } from "./mergeNodes";
import { mergeWords } from "./mergers";
import type { MimeHeader } from "../attachments/mimeHeaders";

export interface MergedConfig {
  readonly root: YamlMapping;
  /** The text that a node's offsets belong to. */
  sourceOf(node: YamlNode): MappedText;
}

/** One cloud-config of the document. */
export interface ConfigPart {
  /** The name of its file. */
  readonly name: string;
  readonly root: YamlMapping;
  readonly source: MappedText;
  readonly headers: readonly MimeHeader[];
}

/** A top-level key that two parts give. */
export interface SharedKey {
  readonly key: string;
  /** `replaced`: only the later value counts; `kept`: only the earlier one; `merged`: something of both. */
  readonly outcome: "replaced" | "kept" | "merged";
  readonly earlier: SharedEntry;
  readonly later: SharedEntry;
}

interface SharedEntry {
  readonly part: string;
  /** The key and its value. */
  readonly key: Span;
  readonly value: YamlNode;
}

/** Merges part after part, in the order of the document. */
export class ConfigMerger {
  readonly shared: SharedKey[] = [];
  #root: YamlMapping | undefined;
  /** While there is one part only, all nodes are its own. */
  #only: MappedText | undefined;
  readonly #sources = new Map<YamlNode, MappedText>();
  readonly #parts: ConfigPart[] = [];
  readonly #writers = new Map<string, ConfigPart>();

  get result(): MergedConfig | undefined {
    const root = this.#root;
    if (root === undefined) return undefined;
    const only = this.#parts.length === 1 ? this.#only : undefined;
    const nowhere: MappedText = { text: "", span: () => ({ start: 0, end: 0 }) };
    return { root, sourceOf: (node) => only ?? this.#sources.get(node) ?? nowhere };
  }

  /** Takes one more part in; the cause where cloud-init drops it. */
  add(part: ConfigPart): { readonly why: LossCause; readonly detail: string } | undefined {
    const words = mergeWords(part.root, part.headers);
    if (typeof words === "string") return { why: "merge words", detail: words };
    if (!words.mergers.some(({ name }) => name === "dict"))
      return { why: "merge without dict", detail: words.written };
    if (this.#root === undefined) {
      this.#root = words.rest;
      this.#only = part.source;
      this.#parts.push(part);
      this.#note(part, words.rest);
      return undefined;
    }
    return this.#merge(this.#root, part, words.rest, new TreeMerger(words.mergers, this.#made));
  }

  #merge(
    before: YamlMapping,
    part: ConfigPart,
    rest: YamlMapping,
    merger: TreeMerger,
  ): { readonly why: LossCause; readonly detail: string } | undefined {
    if (this.#parts.length === 1) for (const first of this.#parts) this.#locate(before, first.source);
    this.#locate(rest, part.source);
    let merged: YamlNode;
    try {
      merged = merger.merge(before, rest);
    } catch (error) {
      if (error instanceof MergeFailure) return { why: "merge fails", detail: "" };
      throw error;
    }
    this.#parts.push(part);
    if (merged.kind !== "mapping") return undefined;
    this.#compare(before, part, rest, merged);
    this.#root = merged;
    this.#note(part, rest);
    return undefined;
  }

  readonly #made = (node: YamlNode, instead: YamlNode): void => {
    const source = this.#sources.get(instead);
    if (source !== undefined) this.#sources.set(node, source);
  };

  /** Notes whose text each node of a part belongs to. */
  #locate(node: YamlNode, source: MappedText): void {
    if (this.#sources.has(node)) return;
    this.#sources.set(node, source);
    if (node.kind === "sequence") for (const item of node.items) this.#locate(item.node, source);
    if (node.kind !== "mapping") return;
    for (const entry of membersOf(node)) {
      this.#locate(entry.key, source);
      this.#locate(entry.node, source);
    }
  }

  /** Notes who gave a key last. */
  #note(part: ConfigPart, rest: YamlMapping): void {
    for (const { key } of membersOf(rest)) this.#writers.set(identityOf(key) ?? "", part);
  }

  #compare(before: YamlMapping, part: ConfigPart, rest: YamlMapping, merged: YamlMapping): void {
    const index = (mapping: YamlMapping): Map<string | undefined, YamlNode> =>
      new Map(membersOf(mapping).map(({ key, node }) => [identityOf(key), node]));
    const news = new Map(membersOf(rest).map((member) => [identityOf(member.key), member]));
    const results = index(merged);
    for (const member of membersOf(before)) {
      const identity = identityOf(member.key);
      const later = news.get(identity);
      if (later === undefined) continue;
      const result = results.get(identity);
      const outcome = result === member.node ? "kept" : result === later.node ? "replaced" : "merged";
      const writer = this.#writers.get(identity ?? "");
      const place = (name: string, key: YamlNode, value: YamlNode): SharedEntry => ({
        part: name,
        key: (this.#sources.get(key) ?? part.source).span(key.start, key.end),
        value,
      });
      this.shared.push({
        key: later.name,
        outcome,
        earlier: place(writer?.name ?? "", member.key, member.node),
        later: place(part.name, later.key, later.node),
      });
    }
  }
}
