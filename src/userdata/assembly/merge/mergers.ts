/**
 * The words by which a cloud-config says how it is merged into those before it (`merge_how`, `merge_type`, the headers
 * `Merge-Type` and `X-Merge-Type`). Source: `mergers/__init__.py` and `handlers/cloud_config.py` of cloud-init 22.4.2
 * and 26.2, which agree.
 */
import { memberOf, membersOf } from "../../yaml/members";
import type { YamlMapping, YamlNode } from "../../yaml/nodes";
import type { MimeHeader } from "../attachments/mimeHeaders";

export type MergerName = "dict" | "list" | "str";

/** One merger with its options; where the options are one text, an option counts that stands anywhere in it. */
export interface Merger {
  readonly name: MergerName;
  readonly options: readonly string[] | string;
}

export interface MergeWords {
  readonly mergers: readonly Merger[];
  /** As written, for messages; empty where the part says nothing. */
  readonly written: string;
  /** The cloud-config without the key that holds the words. */
  readonly rest: YamlMapping;
}

/** What is merged where a part says nothing: a later key replaces an earlier one. */
const replacing: readonly Merger[] = [
  { name: "dict", options: ["replace"] },
  { name: "list", options: [] },
  { name: "str", options: [] },
];

/** The keys of a cloud-config that hold the words. */
export const wordKeys: readonly string[] = ["merge_how", "merge_type"];

/** The words of one part; the words themselves where cloud-init does not understand them. */
export function mergeWords(root: YamlMapping, headers: readonly MimeHeader[]): MergeWords | string {
  const key = wordKeys.find((name) => isGiven(memberOf(root, name)?.node));
  const node = key === undefined ? undefined : memberOf(root, key)?.node;
  // cloud-init compares the capitals of the header's name.
  const header = ["Merge-Type", "X-Merge-Type"]
    .map((name) => headers.find((each) => each.name === name)?.value ?? "")
    .find((value) => value !== "");
  const inside = node === undefined ? [] : mergersIn(node);
  const outside = fromText(header ?? "");
  const written = node === undefined ? (header ?? "") : writtenWords(node);
  if (inside === undefined || outside === undefined) return written;
  const found = [...inside, ...outside];
  const rest = withoutWords(root, key);
  return { mergers: found.length === 0 ? replacing : found, written, rest };
}

export function hasOption({ options }: Merger, option: string): boolean {
  return options.includes(option);
}

function isGiven(node: YamlNode | undefined): boolean {
  return node !== undefined && !(node.kind === "scalar" && node.value.type === "null");
}

/** cloud-init takes the key out, and `merge_how` too where it is empty and `merge_type` counts. */
function withoutWords(root: YamlMapping, key: string | undefined): YamlMapping {
  const taken = key === "merge_how" ? ["merge_how"] : wordKeys;
  if (taken.every((name) => memberOf(root, name) === undefined)) return root;
  const entries = membersOf(root).filter(({ name, named }) => !(named && taken.includes(name)));
  return { ...root, entries };
}

function writtenWords(node: YamlNode): string {
  if (node.kind === "scalar") return node.text;
  const items = node.kind === "sequence" ? node.items : [];
  return items
    .map(({ node: item }) => {
      if (item.kind === "scalar") return item.text;
      const name = item.kind === "mapping" ? memberOf(item, "name")?.node : item.items[0]?.node;
      return name?.kind === "scalar" ? name.text : "";
    })
    .join(", ");
}

/** Nothing where cloud-init fails over the words. */
function mergersIn(node: YamlNode): Merger[] | undefined {
  if (node.kind === "scalar") return node.value.type === "string" ? fromText(node.text) : undefined;
  if (node.kind === "mapping") return node.entries.length === 0 ? [] : undefined;
  const found: Merger[] = [];
  for (const { node: item } of node.items) {
    const read = item.kind === "mapping" ? fromMapping(item) : fromList(item);
    if (read === undefined) return undefined;
    if (read !== "nameless") found.push(read);
  }
  return found;
}

function fromMapping(item: YamlMapping): Merger | "nameless" | undefined {
  const name = memberOf(item, "name")?.node;
  const settings = memberOf(item, "settings")?.node;
  if (name?.kind !== "scalar" || name.value.type !== "string" || settings === undefined) return undefined;
  const options = optionsOf(settings);
  const word = name.text.replaceAll("-", "_").trim();
  if (word === "") return "nameless";
  return options === undefined ? undefined : named(word, options);
}

function optionsOf(settings: YamlNode): readonly string[] | string | undefined {
  if (settings.kind === "sequence") return settings.items.map(({ node }) => textOf(node));
  if (settings.kind === "mapping") return membersOf(settings).map(({ name }) => name);
  return settings.value.type === "string" ? settings.text : undefined;
}

/** `[list, append]`; of a text in the list cloud-init takes the first letter for the name, and knows no such merger. */
function fromList(item: YamlNode): Merger | "nameless" | undefined {
  if (item.kind !== "sequence") return undefined;
  const [name, ...options] = item.items.map(({ node }) => node);
  if (name === undefined) return undefined;
  const word = textOf(name);
  return word === "" ? "nameless" : named(word, options.map(textOf));
}

function textOf(node: YamlNode): string {
  return node.kind === "scalar" && node.value.type === "string" ? node.text : "";
}

/** `list(append)+dict(recurse_array)` */
function fromText(text: string): Merger[] | undefined {
  const found: Merger[] = [];
  for (const piece of text.split("+")) {
    const word = piece.toLowerCase().trim().replaceAll("-", "_");
    if (word === "") continue;
    const match = /^([a-z_][a-z0-9_]*)\((.*?)\)$/u.exec(word);
    const options = (match?.[2] ?? "").split(",").flatMap((option) => option.trim() || []);
    const merger = match?.[1] === undefined ? undefined : named(match[1], options);
    if (merger === undefined) return undefined;
    found.push(merger);
  }
  return found;
}

const names: Readonly<Record<string, MergerName>> = {
  dict: "dict",
  m_dict: "dict",
  list: "list",
  m_list: "list",
  str: "str",
  m_str: "str",
};

function named(word: string, options: readonly string[] | string): Merger | undefined {
  const name = Object.hasOwn(names, word) ? names[word] : undefined;
  return name && { name, options };
}
