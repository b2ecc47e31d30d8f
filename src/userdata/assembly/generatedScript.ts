/**
 * The script that cloud-init makes of the items of `runcmd` and `bootcmd`: texts as they are, lists word by word in
 * single quotes. Source: `util.shellify` of cloud-init 22.4.2 and 26.2, which agree.
 */
import { joinedText, type MappedText, type Run } from "../script/text/mappedText";
import { scalarText } from "../script/text/scalarText";
import type { YamlNode, YamlScalar, YamlSequence } from "../yaml/nodes";
import type { MergedConfig } from "./merge/mergedConfig";

/** Every item that cloud-init cannot make a command of: one of them, and no script is written at all. */
export function unrunnableItems({ items }: YamlSequence): YamlNode[] {
  const found: YamlNode[] = [];
  for (const { node } of items) if (!runs(node) && !isNothing(node)) found.push(node);
  return found;
}

/** The text for sh, with the place of each character of the items; nothing where cloud-init fails. */
export function generatedScript(list: YamlSequence, config: MergedConfig): MappedText | undefined {
  return unrunnableItems(list).length > 0 ? undefined : scriptOfItems(list, config);
}

/** The same for a list that cloud-init can make a script of. */
export function scriptOfItems(list: YamlSequence, config: MergedConfig): MappedText {
  const place = config.sourceOf(list).span(list.start, list.start);
  const runs: Run[] = [{ text: "#!/bin/sh\n", span: () => place }];
  for (const { node } of list.items) {
    if (node.kind === "mapping" || isNothing(node)) continue;
    const line = node.kind === "scalar" ? scalarText(config.sourceOf(node), node) : quotedWords(node, config);
    const span: Run["span"] = (from, to) => line.span(from, to);
    const end = config.sourceOf(node).span(node.end, node.end);
    runs.push({ text: line.text, span }, { text: "\n", span: () => end });
  }
  return joinedText(runs);
}

function runs(node: YamlNode): boolean {
  return node.kind === "sequence" || (node.kind === "scalar" && node.value.type === "string");
}

function isNothing(node: YamlNode): boolean {
  return node.kind === "scalar" && node.value.type === "null";
}

function quotedWords(list: YamlSequence, config: MergedConfig): MappedText {
  const words = list.items.map(({ node }, index): Run => {
    const { start, end } = config.sourceOf(node).span(node.start, node.end);
    const quoted = `'${pythonText(node).replaceAll("'", "'\\''")}'`;
    return opaqueRun(index === 0 ? quoted : ` ${quoted}`, start, end);
  });
  return joinedText(words);
}

function opaqueRun(text: string, start: number, end: number): Run {
  return { text, span: () => ({ start, end }) };
}

/** A word as Python writes it: `yes` without quotes is the word True. */
export function pythonText(node: YamlNode): string {
  if (node.kind !== "scalar") return "";
  return isText(node) ? node.text : otherText(node);
}

function isText(node: YamlScalar): boolean {
  return node.value.type === "string" || node.value.type === "other";
}

function otherText({ value, text }: YamlScalar): string {
  switch (value.type) {
    case "boolean":
      return value.boolean ? "True" : "False";
    case "null":
      return "None";
    case "integer":
      return value.integer.toString();
    case "float":
      return Number.isInteger(value.float) && Math.abs(value.float) < 1e16
        ? value.float.toFixed(1)
        : String(value.float);
    default:
      return text;
  }
}
