import { generatedScript, pythonText } from "../assembly/generatedScript";
import type { MergedConfig } from "../assembly/mergedConfig";
import { memberOf, type YamlMember } from "../yaml/members";
import type { YamlItem, YamlMapping, YamlNode, YamlScalar, YamlSequence } from "../yaml/nodes";
import type { Action, Item } from "./analyse";
import { decodedText } from "./decodedText";
import { exactPiece } from "./literals";
import type { MappedText } from "./mappedText";
import { opaqueText } from "./mappedText";
import { scalarText } from "./scalarText";
import type { ShellWord } from "./state";

/** The items of `bootcmd` or `runcmd`; nothing where none of them is a command. */
export function itemsAction(
  key: "bootcmd" | "runcmd",
  list: YamlSequence,
  config: MergedConfig,
): Action | undefined {
  const nodes = list.items.map(({ node }) => node).filter(runs);
  if (nodes.length === 0) return undefined;
  return {
    kind: "items",
    items: () => read(config, nodes),
    script: () => generatedScript(list, config),
    place: { kind: key },
  };
}

type Runnable = YamlScalar | YamlSequence;

function runs(node: YamlNode): node is Runnable {
  return node.kind === "sequence" || (node.kind === "scalar" && node.value.type !== "null");
}

function* read(config: MergedConfig, nodes: readonly Runnable[]): Generator<Item> {
  for (const node of nodes) {
    const source = config.sourceOf(node);
    if (node.kind === "scalar") {
      yield { kind: "text", source: scalarText(source, node) };
    } else {
      const words: ShellWord[] = [];
      for (const { node: word } of node.items) if (word.kind === "scalar") words.push(wordOf(config, word));
      yield { kind: "words", words, span: source.span(node.start, node.end) };
    }
  }
}

function wordOf(config: MergedConfig, node: YamlScalar): ShellWord {
  const source = config.sourceOf(node);
  const span = source.span(node.start, node.end);
  const given = pythonText(node);
  const text = given === node.text ? scalarText(source, node) : opaqueText(given, span);
  return { value: [exactPiece(text, 0, text.text.length)], span, spreads: false };
}

/** A file of `write_files`; nothing when its text is compressed. */
export function fileAction(path: string, entry: YamlMapping, config: MergedConfig): Action | undefined {
  const content = memberOf(entry, "content")?.node;
  if (content?.kind !== "scalar") return undefined;
  const source = config.sourceOf(content);
  const text = contentText(entry, scalarText(source, content));
  const span = source.span(content.start, content.end);
  return text && { kind: "write", path, content: text, span };
}

function contentText(file: YamlMapping, content: MappedText): MappedText | undefined {
  const encoding = memberOf(file, "encoding")?.node;
  const name = encoding?.kind === "scalar" ? encoding.text.toLowerCase() : "text/plain";
  if (name === "b64" || name === "base64") return decodedText(content);
  return name.includes("gz") ? undefined : content;
}

/** `packages` as the command that cloud-init makes of it. */
export function packagesAction(member: YamlMember, config: MergedConfig): Action | undefined {
  if (member.node.kind !== "sequence") return undefined;
  const key = config.sourceOf(member.key).span(member.key.start, member.key.end);
  const spoken = ["apt-get", "install", "-y"].map((text): ShellWord => {
    return { value: [exactPiece(opaqueText(text, key), 0, text.length)], span: key, spreads: false };
  });
  const { items } = member.node;
  return {
    kind: "items",
    items: () => installed(config, items, spoken),
    script: () => undefined,
    place: { kind: "packages" },
  };
}

function* installed(
  config: MergedConfig,
  items: readonly YamlItem[],
  spoken: readonly ShellWord[],
): Generator<Item> {
  for (const { node } of items) {
    const name = node.kind === "sequence" ? node.items[0]?.node : node;
    if (name?.kind !== "scalar") continue;
    const word = wordOf(config, name);
    yield { kind: "words", words: [...spoken, word], span: word.span };
  }
}
