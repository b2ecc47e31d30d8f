import { readDocument } from "../../document";
import type { Range } from "../../finding";
import type { LineIndex } from "../../lineIndex";
import { maskTemplate } from "../../template/templates";
import type { YamlEntry, YamlItem, YamlNode } from "../../yaml/nodes";
import { nameOf } from "../../yaml/members";
import { readYaml } from "../../yaml/readYaml";
import { spanOf } from "../location";

/** A key or an entry of a list, as an outline shows it. */
export interface OutlineSymbol {
  readonly name: string;
  /** A short word about the value. */
  readonly detail: string;
  readonly kind: "key" | "entry" | "value";
  /** With everything that belongs to it. */
  readonly range: Range;
  /** The name itself. */
  readonly selectionRange: Range;
  readonly children: readonly OutlineSymbol[];
}

const deepest = 4;
const maxSymbols = 2000;

/** The keys of a cloud-config, down to some depth. */
export function outline(text: string): OutlineSymbol[] {
  const { template, lines } = readDocument(text);
  const { root } = readYaml(template === undefined ? text : maskTemplate(text, template));
  return root === undefined ? [] : new Outline(lines).under(root, 0);
}

class Outline {
  readonly #lines: LineIndex;
  #count = 0;

  constructor(lines: LineIndex) {
    this.#lines = lines;
  }

  under(node: YamlNode, depth: number): OutlineSymbol[] {
    if (depth >= deepest || node.kind === "scalar") return [];
    if (node.kind === "mapping") return node.entries.flatMap((entry) => this.#key(entry, depth));
    return node.items.flatMap((item, index) => this.#entry(item, index, depth));
  }

  #key(entry: YamlEntry, depth: number): OutlineSymbol[] {
    if (++this.#count > maxSymbols) return [];
    const key = spanOf(entry.key);
    const end = Math.max(key.end, (entry.alias ?? entry.node).end);
    return [
      {
        name: nameOf(entry.key) || "(key)",
        detail: detailOf(entry.node),
        kind: entry.node.kind === "scalar" ? "value" : "key",
        range: this.#lines.range(key.start, end),
        selectionRange: this.#lines.range(key.start, key.end),
        children: entry.alias === undefined ? this.under(entry.node, depth + 1) : [],
      },
    ];
  }

  #entry({ node, alias }: YamlItem, index: number, depth: number): OutlineSymbol[] {
    if (++this.#count > maxSymbols) return [];
    const { start, end } = alias ?? spanOf(node);
    const range = this.#lines.range(start, end);
    const firstLineEnd =
      this.#lines.startOf(range.start.line) + this.#lines.lineText(range.start.line).length;
    return [
      {
        name: entryName(node) ?? `${index}`,
        detail: "",
        kind: "entry",
        range,
        selectionRange: this.#lines.range(start, Math.min(end, Math.max(start, firstLineEnd))),
        children: alias === undefined ? this.under(node, depth + 1) : [],
      },
    ];
  }
}

const naming = ["name", "path", "id", "label", "device", "filename"];

/** What an entry is called: its `name` or `path`, or its own first words. */
function entryName(node: YamlNode): string | undefined {
  if (node.kind === "scalar") return short(node.text);
  if (node.kind === "sequence")
    return short(node.items.map(({ node: item }) => (item.kind === "scalar" ? item.text : "…")).join(" "));
  const entry = node.entries.find(
    ({ key, node: value }) => naming.includes(nameOf(key)) && value.kind === "scalar",
  );
  return entry?.node.kind === "scalar" ? short(entry.node.text) : undefined;
}

function detailOf(node: YamlNode): string {
  if (node.kind === "sequence") return node.items.length === 1 ? "1 entry" : `${node.items.length} entries`;
  // A scalar can be a secret, and an outline stays in view.
  return "";
}

function short(text: string): string | undefined {
  const [line = ""] = text.trim().split("\n");
  return line === "" ? undefined : line.slice(0, 60);
}
