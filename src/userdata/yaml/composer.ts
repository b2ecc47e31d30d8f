/**
 * Builds the tree from the tokens. What is built stays when an error stops the reading, so that the part before it can
 * still be judged. The order of the checks is PyYAML's (parser and composer together), for the same error in the end.
 */
import { say } from "../../l10n/sentence";
import type { YamlEntry, YamlItem, YamlNode } from "./nodes";
import { tagPrefix } from "./scalars/scalarValue";
import { Scanner } from "./scanner";
import { tokenName, type DirectiveToken, type TagToken, type Token, type TokenType } from "./tokens";
import { emptyToken, TreeBuilder, type AttachNode, type Properties } from "./treeBuilder";
import { YamlError } from "./yamlError";

/** Where a node stands: after `- ` a list must be indented, after `key:` it need not be. */
type Context = "block" | "flow" | "block-or-indentless";

const defaultHandles: readonly (readonly [string, string])[] = [
  ["!", "!"],
  ["!!", tagPrefix],
];

/** What follows where an entry, a key or a value is left out. */
const afterBlockEntry: readonly TokenType[] = ["entry", "block-end"];
const afterIndentlessEntry: readonly TokenType[] = ["entry", "key", "value", "block-end"];
const afterBlockPair: readonly TokenType[] = ["key", "block-end"];
const afterFlowItem: readonly TokenType[] = ["flow-entry", "flow-sequence-end"];
const afterFlowPair: readonly TokenType[] = ["flow-entry", "flow-mapping-end"];

export class Composer {
  /** What was read of the document. */
  root: YamlNode | undefined;
  readonly builder = new TreeBuilder();
  readonly #scanner: Scanner;
  #handles = new Map<string, string>(defaultHandles);

  constructor(text: string) {
    this.#scanner = new Scanner(text);
  }

  /** Reads the one document of the text into `root`; throws `YamlError`. */
  compose(): void {
    const place: AttachNode = (node) => (this.root = node);
    if (!this.#atOneOf(["directive", "document-start", "stream-end"])) {
      this.#node("block", place);
    } else if (this.#openDocument()) {
      const empty = this.#atOneOf(["directive", "document-start", "document-end", "stream-end"]);
      if (empty) this.builder.addEmpty(this.#scanner.peek().start, place);
      else this.#node("block", place);
    }
    if (this.#at("document-end")) this.#scanner.next();
    const second = this.#scanner.peek();
    if (!this.#openDocument()) return;
    const message = say`A second document starts here. cloud-init reads only one document.`;
    throw new YamlError(message, second.start, this.root?.start ?? 0);
  }

  /** Takes what stands before a document; false at the end of the text. */
  #openDocument(): boolean {
    while (this.#at("document-end")) this.#scanner.next();
    if (this.#at("stream-end")) return false;
    this.#readDirectives();
    const token = this.#scanner.next();
    if (token.type === "document-start") return true;
    throw new YamlError(say`"---" is missing before ${tokenName(token.type)}.`, token.start);
  }

  #readDirectives(): void {
    this.#handles = new Map();
    let versionGiven = false;
    for (let token = this.#scanner.peek(); token.type === "directive"; token = this.#scanner.peek()) {
      this.#scanner.next();
      if (token.directive.name === "YAML") {
        if (versionGiven) throw new YamlError(say`The YAML version is specified twice.`, token.start);
        if (token.directive.major !== 1) throw new YamlError(say`cloud-init reads YAML 1.1.`, token.start);
        versionGiven = true;
      } else if (token.directive.name === "TAG") {
        this.#declareHandle(token, token.directive.handle, token.directive.prefix);
      }
    }
    for (const [handle, prefix] of defaultHandles) {
      if (!this.#handles.has(handle)) this.#handles.set(handle, prefix);
    }
  }

  #declareHandle(token: DirectiveToken, handle: string, prefix: string): void {
    if (this.#handles.has(handle)) throw new YamlError(say`This tag handle is specified twice.`, token.start);
    this.#handles.set(handle, prefix);
  }

  #at(type: TokenType): boolean {
    return this.#scanner.peek().type === type;
  }

  #atOneOf(types: readonly TokenType[]): boolean {
    return types.includes(this.#scanner.peek().type);
  }

  #node(context: Context, place: AttachNode): void {
    const token = this.#scanner.peek();
    if (token.type === "scalar") {
      this.#scanner.next();
      this.builder.addScalar(undefined, token, place);
      return;
    }
    if (token.type === "alias") {
      this.#scanner.next();
      const node = this.builder.anchored(token.name);
      if (node === undefined) {
        throw new YamlError(say`Unknown anchor "&${token.name}": define it before this alias.`, token.start);
      }
      place(node, { start: token.start, end: token.end });
      return;
    }
    const properties = this.#properties();
    const content = this.#scanner.peek();
    if (this.#content(context, properties, content, place)) return;
    if (properties === undefined) {
      const message = say`A value was expected here, but ${tokenName(content.type)} follows.`;
      throw new YamlError(message, content.start, content.start);
    }
    this.builder.addScalar(properties, emptyToken(content.start), place);
  }

  /** False where nothing stands that can be a node here. */
  #content(context: Context, properties: Properties | undefined, content: Token, place: AttachNode): boolean {
    const at = content.start;
    if (content.type === "scalar") {
      this.#scanner.next();
      this.builder.addScalar(properties, content, place);
    } else if (content.type === "entry" && context === "block-or-indentless") {
      this.builder.addSequence(properties, place, false, at, (items) => {
        this.#indentlessEntries(items);
      });
    } else if (content.type === "flow-sequence-start") {
      this.builder.addSequence(properties, place, true, at, (items) => this.#flowEntries(items));
    } else if (content.type === "flow-mapping-start") {
      this.builder.addMapping(properties, place, true, at, (entries) => this.#flowPairs(entries));
    } else if (content.type === "block-sequence-start" && context !== "flow") {
      this.builder.addSequence(properties, place, false, at, (items) => {
        this.#blockEntries(items);
      });
    } else if (content.type === "block-mapping-start" && context !== "flow") {
      this.builder.addMapping(properties, place, false, at, (entries) => {
        this.#blockPairs(entries);
      });
    } else {
      return false;
    }
    return true;
  }

  #properties(): Properties | undefined {
    const first = this.#scanner.peek();
    if (first.type !== "anchor" && first.type !== "tag") return undefined;
    this.#scanner.next();
    const second = this.#scanner.peek();
    const other = first.type === "anchor" ? "tag" : "anchor";
    const both = second.type === other ? [first, second] : [first];
    if (both.length === 2) this.#scanner.next();
    let anchor: string | undefined;
    let tag: string | undefined;
    for (const token of both) {
      if (token.type === "anchor") anchor = token.name;
      else if (token.type === "tag") tag = this.#fullTag(token, first.start);
    }
    return { start: first.start, anchor, tag };
  }

  #fullTag(token: TagToken, nodeStart: number): string {
    if (token.handle === undefined) return token.suffix;
    const prefix = this.#handles.get(token.handle);
    if (prefix === undefined) {
      throw new YamlError(say`The tag handle "${token.handle}" is not declared.`, token.start, nodeStart);
    }
    return prefix + token.suffix;
  }

  // Lists

  #blockEntries(items: YamlItem[]): undefined {
    const { start } = this.#scanner.next();
    this.#entries(items, afterBlockEntry);
    this.#closeBlock(start, "list");
  }

  #indentlessEntries(items: YamlItem[]): undefined {
    this.#entries(items, afterIndentlessEntry);
  }

  #entries(items: YamlItem[], afterEmpty: readonly TokenType[]): void {
    const place: AttachNode = (node, alias) => items.push({ node, alias });
    for (let token = this.#scanner.peek(); token.type === "entry"; token = this.#scanner.peek()) {
      this.#scanner.next();
      if (this.#atOneOf(afterEmpty)) this.builder.addEmpty(token.end, place);
      else this.#node("block", place);
    }
  }

  #closeBlock(start: number, what: "list" | "mapping"): void {
    const token = this.#scanner.peek();
    if (token.type !== "block-end") {
      const message = say`The ${what} cannot continue with ${tokenName(token.type)} here: check the indentation of this line and of the one before.`;
      throw new YamlError(message, token.start, start);
    }
    this.#scanner.next();
  }

  #flowEntries(items: YamlItem[]): number {
    const place: AttachNode = (node, alias) => items.push({ node, alias });
    const { start } = this.#scanner.next();
    for (let first = true; !this.#at("flow-sequence-end"); first = false) {
      if (!first) this.#takeComma(start, say`"," or "]"`);
      if (this.#at("key")) this.#singlePair(place);
      else if (!this.#at("flow-sequence-end")) this.#node("flow", place);
    }
    return this.#scanner.next().end;
  }

  #takeComma(start: number, wanted: string): void {
    const token = this.#scanner.peek();
    if (token.type !== "flow-entry") {
      throw new YamlError(say`${wanted} is missing before ${tokenName(token.type)}.`, token.start, start);
    }
    this.#scanner.next();
  }

  /** `[key: value]`: a mapping of one pair without braces. */
  #singlePair(place: AttachNode): void {
    const at = this.#scanner.peek().start;
    this.builder.addMapping(undefined, place, true, at, (entries) => {
      this.#pair(entries, "flow", afterFlowItem);
      return undefined;
    });
  }

  // Mappings

  #blockPairs(entries: YamlEntry[]): undefined {
    const { start } = this.#scanner.next();
    while (this.#at("key")) this.#pair(entries, "block-or-indentless", afterBlockPair);
    this.#closeBlock(start, "mapping");
  }

  #flowPairs(entries: YamlEntry[]): number {
    const { start } = this.#scanner.next();
    for (let first = true; !this.#at("flow-mapping-end"); first = false) {
      if (!first) this.#takeComma(start, say`"," or "}"`);
      if (this.#at("key")) this.#pair(entries, "flow", afterFlowPair);
      else if (!this.#at("flow-mapping-end")) this.#loneKey(entries);
    }
    return this.#scanner.next().end;
  }

  /** `{key}`: a key without a value. */
  #loneKey(entries: YamlEntry[]): void {
    const key = this.#key("flow");
    this.builder.addEmpty(this.#scanner.peek().start, (node, alias) => entries.push({ key, node, alias }));
  }

  /** A key and its value, from the key's mark. Either may be left out: then a token of `afterEmpty`, or `:`, follows. */
  #pair(entries: YamlEntry[], context: Context, afterEmpty: readonly TokenType[]): void {
    const keyMark = this.#scanner.next();
    const noKey = this.#at("value") || this.#atOneOf(afterEmpty);
    const key = noKey ? this.builder.scalar(undefined, emptyToken(keyMark.end)) : this.#key(context);
    const place: AttachNode = (node, alias) => entries.push({ key, node, alias });
    const mark = this.#scanner.peek();
    if (mark.type !== "value") {
      this.builder.addEmpty(mark.start, place);
      return;
    }
    this.#scanner.next();
    const noValue = this.#atOneOf(afterEmpty) || (context === "block-or-indentless" && this.#at("value"));
    if (noValue) this.builder.addEmpty(mark.end, place);
    else this.#value(entries, context, mark.end, place);
  }

  #value(entries: YamlEntry[], context: Context, at: number, place: AttachNode): void {
    const before = entries.length;
    try {
      this.#node(context, place);
    } finally {
      // A value that cannot be read leaves its key, so that the key can still be judged.
      if (entries.length === before) this.builder.addEmpty(at, place);
    }
  }

  #key(context: Context): YamlNode {
    const token = this.#scanner.peek();
    if (token.type === "scalar") {
      // So is nearly every key.
      this.#scanner.next();
      return this.builder.scalar(undefined, token);
    }
    const found: YamlNode[] = [];
    this.#node(context, (node) => found.push(node));
    const [node] = found;
    if (node === undefined) throw new RangeError("A node was read without being placed.");
    if (node.kind !== "scalar") this.builder.unusual = true;
    return node;
  }
}
