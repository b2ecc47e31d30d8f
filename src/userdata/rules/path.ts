import type { YamlNode } from "../yaml/nodes";
import { nameOf } from "../yaml/members";
import type { Subject } from "./subject";

/** The path of the deepest YAML node around an offset, as cloud-init writes it; empty outside of a cloud-config. */
export function pathAt(subject: Subject, offset: number): string {
  const [config, ...more] = subject.configs;
  // Parts of a MIME document or an archive have no path of their own in the whole.
  if (config === undefined || more.length > 0 || config.source.text !== subject.document.text) return "";
  return steps(config.root, offset).join(".");
}

function steps(root: YamlNode, offset: number): string[] {
  const path: string[] = [];
  let node: YamlNode | undefined = root;
  while (node !== undefined && node.kind !== "scalar") {
    const children: readonly Child[] =
      node.kind === "sequence"
        ? node.items.map((item, index) => ({ name: String(index), start: item.node.start, ...item }))
        : node.entries.map((entry) => ({ name: nameOf(entry.key), start: entry.key.start, ...entry }));
    // An alias stands elsewhere; a path into it would point away from the text at hand.
    const child: Child | undefined = children.find(
      (each) => each.alias === undefined && each.start <= offset && offset <= each.node.end,
    );
    if (child !== undefined) path.push(child.name);
    node = child?.node;
  }
  return path;
}

interface Child {
  readonly name: string;
  readonly start: number;
  readonly node: YamlNode;
  readonly alias: { readonly start: number; readonly end: number } | undefined;
}
