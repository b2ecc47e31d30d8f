import { pythonText, scriptOfItems, unrunnableItems } from "../assembly/generatedScript";
import type { MergedConfig } from "../assembly/merge/mergedConfig";
import { memberOf, type YamlMember } from "../yaml/members";
import type { YamlItem, YamlMapping, YamlNode, YamlScalar, YamlSequence } from "../yaml/nodes";
import type { Action, Item } from "./analyse";
import { decodedText } from "./text/decodedText";
import { exactPiece } from "./run/literals";
import type { MappedText, Span } from "./text/mappedText";
import { opaqueText } from "./text/mappedText";
import { scalarText } from "./text/scalarText";
import type { ShellWord } from "./state";

/** The items of `bootcmd` or `runcmd`; nothing where none of them is a command. */
export function itemsAction(
  key: "bootcmd" | "runcmd",
  list: YamlSequence,
  config: MergedConfig,
): Action | undefined {
  const nodes: Runnable[] = [];
  for (const { node } of list.items) if (runs(node)) nodes.push(node);
  if (nodes.length === 0) return undefined;
  return {
    kind: "items",
    items: () => read(config, nodes),
    script: unrunnableItems(list).length > 0 ? undefined : () => scriptOfItems(list, config),
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

/** `packages` as the one command that cloud-init makes of it; nothing where no package is named. */
export function packagesAction({ key, node }: YamlMember, config: MergedConfig): Action | undefined {
  if (node.kind !== "sequence") return undefined;
  const names = node.items.flatMap((item) => packageName(item) ?? []);
  if (names.length === 0) return undefined;
  const keySpan = config.sourceOf(key).span(key.start, key.end);
  const spoken = ["apt-get", "install", "-y"].map((text): ShellWord => {
    return { value: [exactPiece(opaqueText(text, keySpan), 0, text.length)], span: keySpan, spreads: false };
  });
  const command = (): Item => {
    const packages = names.map((name) => wordOf(config, name));
    return { kind: "words", words: [...spoken, ...packages], span: spanOf(packages) };
  };
  return { kind: "items", items: () => [command()], script: undefined, place: { kind: "packages" } };
}

/** From the first word to the last, where they stand in their order. */
function spanOf(words: readonly ShellWord[]): Span {
  const start = words[0]?.span.start ?? 0;
  const end = words.at(-1)?.span.end ?? start;
  return { start, end: Math.max(start, end) };
}

/** A package, or the first word of a list of its name and version. */
function packageName({ node }: YamlItem): YamlScalar | undefined {
  const name = node.kind === "sequence" ? node.items[0]?.node : node;
  return name?.kind === "scalar" ? name : undefined;
}
