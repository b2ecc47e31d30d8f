/**
 * A jinja template as it is once cloud-init has filled it in, with the marks of values as they are written, for only the
 * VM knows the values. Of branches the first is taken (see `jinjaText`).
 */
import { asksForJinja } from "../document";
import { jinjaMistake } from "../jinja/jinjaMistake";
import { jinjaText } from "../jinja/jinjaText";
import type { MappedText } from "../script/text/mappedText";
import type { YamlDocument, YamlNode } from "../yaml/nodes";
import { readYaml } from "../yaml/readYaml";

export interface FilledTemplate {
  readonly text: MappedText;
  /** The same with letters instead of the marks, at the same offsets, which YAML and the shell take for words. */
  readonly words: string;
}

/** Why cloud-init drops a template, or what it makes of it. */
export function fillTemplate(
  source: MappedText,
): FilledTemplate | { readonly why: "jinja line" | "jinja syntax"; readonly detail: string } {
  if (!asksForJinja(source.text)) return { why: "jinja line", detail: "" };
  const mistake = jinjaMistake(source.text);
  if (mistake !== undefined) return { why: "jinja syntax", detail: mistake.message };
  const { text: words, marked, originOf } = jinjaText(source.text);
  const span: MappedText["span"] = (start, end) => {
    const from = originOf(start);
    return source.span(from, end <= start ? from : Math.max(from, originOf(end - 1) + 1));
  };
  return { text: { text: marked, ...(source.opaque && { opaque: source.opaque }), span }, words };
}

/** Reads a template of a cloud-config; the values in its scalars are the marks. */
export function templateYaml({ text, words }: FilledTemplate): YamlDocument {
  const yaml = readYaml(words);
  if (words !== text.text && yaml.root !== undefined)
    return { ...yaml, root: withMarks(yaml.root, text.text, words) };
  return yaml;
}

/** The tree with the marks in the scalars that stand in one line; in others a mark is the letters that it was read as. */
function withMarks(node: YamlNode, marked: string, words: string): YamlNode {
  switch (node.kind) {
    case "sequence":
      return {
        ...node,
        items: node.items.map((item) => ({ ...item, node: withMarks(item.node, marked, words) })),
      };
    case "mapping":
      return {
        ...node,
        entries: node.entries.map((entry) => ({
          ...entry,
          key: withMarks(entry.key, marked, words),
          node: withMarks(entry.node, marked, words),
        })),
      };
    case "scalar": {
      const read = words.slice(node.start, node.end);
      const written = marked.slice(node.start, node.end);
      const at = read === written ? -1 : read.indexOf(node.text);
      if (at < 0) return node;
      const text = written.slice(at, at + node.text.length);
      return { ...node, text, value: { type: "string", string: text } };
    }
  }
}
