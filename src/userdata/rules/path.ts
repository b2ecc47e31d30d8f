import type { YamlMapping, YamlNode, YamlSequence } from "../yaml/nodes";
import { nameOf } from "../yaml/members";
import { once } from "./facts/once";
import type { Subject } from "./subject";

/** The path of the deepest YAML node around an offset, as cloud-init writes it; empty outside of a cloud-config. */
export function pathAt(subject: Subject, offset: number): string {
  const [config] = subject.configs;
  // Parts of a MIME document or an archive have no path of their own in the whole.
  if (config === undefined || subject.assembly.composed) return "";
  if (config.sourceOf(config.root).text !== subject.document.text) return "";
  return steps(config.root, offset).join(".");
}

function steps(root: YamlNode, offset: number): string[] {
  const path: string[] = [];
  let node: YamlNode | undefined = root;
  while (node !== undefined && node.kind !== "scalar") {
    const child: Child | undefined = childAt(childrenOf(node), offset);
    if (child !== undefined) path.push(child.name);
    node = child?.node;
  }
  return path;
}

interface Child {
  readonly name: string;
  readonly start: number;
  readonly node: YamlNode;
}

/** The children that stand in the text at hand, in its order: an alias stands elsewhere. */
const childrenOf = once((node: YamlSequence | YamlMapping): readonly Child[] => {
  const children = [];
  if (node.kind === "sequence") {
    for (const [index, item] of node.items.entries()) {
      if (item.alias === undefined)
        children.push({ name: String(index), start: item.node.start, node: item.node });
    }
  } else {
    for (const { key, node: value, alias } of node.entries) {
      if (alias === undefined) children.push({ name: nameOf(key), start: key.start, node: value });
    }
  }
  return children;
});

/** The last child that starts at or before the offset, where it reaches that far. */
function childAt(children: readonly Child[], offset: number): Child | undefined {
  let low = 0;
  let high = children.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((children[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const child = children[low];
  return child !== undefined && child.start <= offset && offset <= child.node.end ? child : undefined;
}
