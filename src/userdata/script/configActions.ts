import { memberOf } from "../yaml/members";
import type { YamlItem, YamlMapping, YamlNode, YamlScalar, YamlSequence } from "../yaml/nodes";
import type { Action, Item } from "./analyse";
import { decodedText } from "./decodedText";
import { exactPiece } from "./literals";
import type { MappedText } from "./mappedText";
import { opaqueText } from "./mappedText";
import { scalarText } from "./scalarText";
import type { ShellWord } from "./state";

/**
 * What a cloud-config does with the shell, in cloud-init's order: `bootcmd`, `write_files`, `packages`, the deferred
 * files, `runcmd` (cloud-init 26.2, the default lists of `cloud_init_modules` to `cloud_final_modules`).
 */
export function configActions(root: YamlMapping, source: MappedText): Action[] {
  const files = writtenFiles(root, source);
  return [
    ...items(root, source, "bootcmd"),
    ...files.filter((file) => !file.defer).map((file) => file.action),
    ...packages(root, source),
    ...files.filter((file) => file.defer).map((file) => file.action),
    ...items(root, source, "runcmd"),
  ];
}

function items(root: YamlMapping, source: MappedText, key: "bootcmd" | "runcmd"): Action[] {
  const list = memberOf(root, key)?.node;
  if (list?.kind !== "sequence") return [];
  const nodes = list.items.map(({ node }) => node).filter(runs);
  if (nodes.length === 0) return [];
  const items = (): Iterable<Item> => read(source, nodes);
  return [{ kind: "items", items, place: { kind: key } }];
}

type Runnable = YamlScalar | YamlSequence;

function runs(node: YamlNode): node is Runnable {
  return node.kind === "sequence" || (node.kind === "scalar" && node.value.type !== "null");
}

function* read(source: MappedText, nodes: readonly Runnable[]): Generator<Item> {
  for (const node of nodes) {
    if (node.kind === "scalar") {
      yield { kind: "text", source: scalarText(source, node) };
    } else {
      const words: ShellWord[] = [];
      for (const { node: word } of node.items) if (word.kind === "scalar") words.push(wordOf(source, word));
      yield { kind: "words", words, span: source.span(node.start, node.end) };
    }
  }
}

function wordOf(source: MappedText, node: YamlScalar): ShellWord {
  const text = scalarText(source, node);
  const span = source.span(node.start, node.end);
  return { value: [exactPiece(text, 0, text.text.length)], span, spreads: false };
}

interface DeclaredFile {
  readonly defer: boolean;
  readonly action: Action;
}

function writtenFiles(root: YamlMapping, source: MappedText): DeclaredFile[] {
  const list = memberOf(root, "write_files")?.node;
  if (list?.kind !== "sequence") return [];
  return list.items.flatMap(({ node }) => {
    if (node.kind !== "mapping") return [];
    const path = memberOf(node, "path")?.node;
    const content = memberOf(node, "content")?.node;
    if (path?.kind !== "scalar" || content?.kind !== "scalar") return [];
    const text = contentText(node, scalarText(source, content));
    if (text === undefined) return [];
    const defer = memberOf(node, "defer")?.node;
    const deferred = defer?.kind === "scalar" && defer.value.type === "boolean" && defer.value.boolean;
    const span = source.span(content.start, content.end);
    return [{ defer: deferred, action: { kind: "write", path: path.text, content: text, span } }];
  });
}

/** The text that the file will hold; nothing when it is compressed. */
function contentText(file: YamlMapping, content: MappedText): MappedText | undefined {
  const encoding = memberOf(file, "encoding")?.node;
  const name = encoding?.kind === "scalar" ? encoding.text.toLowerCase() : "text/plain";
  if (name === "b64" || name === "base64") return decodedText(content);
  return name.includes("gz") ? undefined : content;
}

/** `packages` as the command that cloud-init makes of it. */
function packages(root: YamlMapping, source: MappedText): Action[] {
  const member = memberOf(root, "packages");
  if (member?.node.kind !== "sequence") return [];
  const key = source.span(member.key.start, member.key.end);
  const spoken = ["apt-get", "install", "-y"].map((text): ShellWord => {
    return { value: [exactPiece(opaqueText(text, key), 0, text.length)], span: key, spreads: false };
  });
  const { items } = member.node;
  const commands = (): Iterable<Item> => installed(source, items, spoken);
  return [{ kind: "items", items: commands, place: { kind: "packages" } }];
}

function* installed(
  source: MappedText,
  items: readonly YamlItem[],
  spoken: readonly ShellWord[],
): Generator<Item> {
  for (const { node } of items) {
    const name = node.kind === "sequence" ? node.items[0]?.node : node;
    if (name?.kind !== "scalar") continue;
    const word = wordOf(source, name);
    yield { kind: "words", words: [...spoken, word], span: word.span };
  }
}
