import type { MergedConfig } from "../../../assembly/merge/mergedConfig";
import type { Span } from "../../../script/text/mappedText";
import { memberOf } from "../../../yaml/members";
import type { YamlMapping, YamlNode } from "../../../yaml/nodes";

/** The place of a node in the document. */
export function nodeSpan(config: MergedConfig, node: YamlNode): Span {
  return config.sourceOf(node).span(node.start, node.end);
}

/** The mappings of a list under a key: `users`, `write_files`. */
export function mappingsUnder(config: MergedConfig, key: string): YamlMapping[] {
  const list = memberOf(config.root, key)?.node;
  if (list?.kind !== "sequence") return [];
  return list.items.flatMap(({ node }) => (node.kind === "mapping" ? [node] : []));
}

/** The text of a scalar under a key. */
export function textUnder(mapping: YamlMapping, key: string): string | undefined {
  const node = memberOf(mapping, key)?.node;
  return node?.kind === "scalar" && node.value.type !== "null" ? node.text : undefined;
}

/** Whether a key stands for true. */
export function isTrue(mapping: YamlMapping, key: string): boolean {
  const node = memberOf(mapping, key)?.node;
  return node?.kind === "scalar" && node.value.type === "boolean" && node.value.boolean;
}
