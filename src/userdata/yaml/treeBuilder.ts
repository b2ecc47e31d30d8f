import { say } from "../../l10n/sentence";
import type { YamlEntry, YamlItem, YamlMapping, YamlNode, YamlScalar, YamlSequence } from "./nodes";
import { implicitTag, isUnusual, scalarValue, tagPrefix, type Unconstructable } from "./scalars/scalarValue";
import type { ScalarToken } from "./tokens";
import { YamlError } from "./yamlError";

type Writable<T> = { -readonly [K in keyof T]: T[K] };
export type OpenSequence = Writable<Omit<YamlSequence, "items">> & { readonly items: YamlItem[] };
export type OpenMapping = Writable<Omit<YamlMapping, "entries">> & { readonly entries: YamlEntry[] };

/** Called as soon as a node exists, before its children. */
export type AttachNode = (node: YamlNode, alias: YamlItem["alias"]) => void;

/** What stands before a node: `&anchor` and `!tag`. */
export interface Properties {
  readonly start: number;
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
}

const collectionTags = { seq: `${tagPrefix}seq`, map: `${tagPrefix}map` } as const;
const textTag = `${tagPrefix}str`;

/** PyYAML runs out of Python's stack near this depth. */
const deepest = 450;
/** More nodes than any user data has; a guard of time and memory. */
const maxNodes = 30_000;

/** Makes the nodes, names them by their anchors, and keeps to the limits. */
export class TreeBuilder {
  /** Scalars that are not what their tag says, with the reason. */
  readonly unconstructable = new Map<YamlScalar, Unconstructable>();
  /** Whether anything was read that the safe loader may refuse: a tag, a merge, a text without a value, a key that is no text. */
  unusual = false;
  readonly #anchors = new Map<string, YamlNode>();
  #depth = 0;
  #nodes = 0;

  anchored(name: string): YamlNode | undefined {
    return this.#anchors.get(name);
  }

  addScalar(properties: Properties | undefined, token: ScalarToken, place: AttachNode): void {
    place(this.scalar(properties, token), undefined);
  }

  addEmpty(at: number, place: AttachNode): void {
    this.addScalar(undefined, emptyToken(at), place);
  }

  /** `fill` reads the children. It gives the end of a collection that has a closing mark. */
  addSequence(
    properties: Properties | undefined,
    place: AttachNode,
    flow: boolean,
    at: number,
    fill: (items: YamlItem[]) => number | undefined,
  ): void {
    const start = properties?.start ?? at;
    const tag = this.#collectionTag(properties?.tag, "seq");
    const node: OpenSequence = { kind: "sequence", flow, tag, start, end: at, items: [] };
    this.#register(properties, node);
    place(node, undefined);
    try {
      this.#goDeeper(at);
      node.end = fill(node.items) ?? node.end;
      this.#depth--;
    } finally {
      node.end = Math.max(node.end, endOf(node.items.at(-1)));
    }
  }

  /** As `addSequence`. */
  addMapping(
    properties: Properties | undefined,
    place: AttachNode,
    flow: boolean,
    at: number,
    fill: (entries: YamlEntry[]) => number | undefined,
  ): void {
    const start = properties?.start ?? at;
    const tag = this.#collectionTag(properties?.tag, "map");
    const node: OpenMapping = { kind: "mapping", flow, tag, start, end: at, entries: [], memo: undefined };
    this.#register(properties, node);
    place(node, undefined);
    try {
      this.#goDeeper(at);
      node.end = fill(node.entries) ?? node.end;
      this.#depth--;
    } finally {
      const last = node.entries.at(-1);
      node.end = Math.max(node.end, endOf(last), last?.key.end ?? 0);
    }
  }

  #register(properties: Properties | undefined, node: YamlNode): void {
    if (++this.#nodes > maxNodes) {
      throw new YamlError(say`This text has too many entries to be read.`, node.start, "unplaced");
    }
    if (properties?.anchor === undefined) return;
    const first = this.#anchors.get(properties.anchor);
    if (first !== undefined) {
      const message = say`The anchor "&${properties.anchor}" is specified twice.`;
      throw new YamlError(message, properties.start, first.start);
    }
    this.#anchors.set(properties.anchor, node);
  }

  scalar(properties: Properties | undefined, token: ScalarToken): YamlScalar {
    const { style, text, parentIndent, flow } = token;
    const tag = scalarTag(properties?.tag, token);
    if (properties?.tag !== undefined || isUnusual(tag)) this.unusual = true;
    const value = scalarValue(tag, text);
    const wrong = value.type === "unconstructable";
    const node: YamlScalar = {
      kind: "scalar",
      style,
      tag,
      text,
      value: wrong ? { type: "string", string: text } : value,
      start: properties?.start ?? token.start,
      end: token.end,
      contentStart: token.start,
      parentIndent,
      inFlow: flow,
    };
    if (wrong) {
      this.unconstructable.set(node, value);
      this.unusual = true;
    }
    this.#register(properties, node);
    return node;
  }

  #collectionTag(tag: string | undefined, name: "seq" | "map"): string {
    if (tag === undefined || tag === "!") return collectionTags[name];
    this.unusual = true;
    return tag;
  }

  #goDeeper(at: number): void {
    if (++this.#depth <= deepest) return;
    throw new YamlError(say`This is nested too deeply to be read.`, at, "unplaced");
  }
}

function endOf(item: YamlItem | undefined): number {
  return item === undefined ? 0 : (item.alias ?? item.node).end;
}

export function emptyToken(at: number): ScalarToken {
  return { type: "scalar", style: "plain", text: "", start: at, end: at, parentIndent: -1, flow: false };
}

function scalarTag(tag: string | undefined, token: ScalarToken): string {
  if (tag !== undefined && tag !== "!") return tag;
  // "!" asks for the plain reading even of a quoted text.
  return token.style === "plain" || tag === "!" ? implicitTag(token.text) : textTag;
}
