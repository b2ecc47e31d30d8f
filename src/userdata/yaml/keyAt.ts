import { nameOf } from "./members";
import type { YamlNode } from "./nodes";

/** A key of a document, and the keys and indexes that lead to it, itself included. */
export interface KeyAt {
  readonly key: YamlNode;
  readonly path: readonly (string | number)[];
}

/** Deeper nodes are not looked at. */
const maxDepth = 40;

/** The key at an offset, or the key of the short value there. */
export function keyAt(root: YamlNode, offset: number): KeyAt | undefined {
  return within(root, offset, [], 0);
}

function within(node: YamlNode, offset: number, path: KeyAt["path"], depth: number): KeyAt | undefined {
  if (node.kind === "scalar" || depth > maxDepth) return undefined;
  if (node.kind === "sequence") {
    const index = node.items.findIndex(({ node: item, alias }) => alias === undefined && holds(item, offset));
    const item = node.items[index];
    return item && within(item.node, offset, [...path, index], depth + 1);
  }
  for (const entry of node.entries) {
    const inner = [...path, nameOf(entry.key)];
    if (holds(entry.key, offset)) return { key: entry.key, path: inner };
    if (entry.alias !== undefined || !holds(entry.node, offset)) continue;
    return (
      within(entry.node, offset, inner, depth + 1) ??
      (isShort(entry.node) ? { key: entry.key, path: inner } : undefined)
    );
  }
  return undefined;
}

function holds(node: YamlNode, offset: number): boolean {
  return node.start <= offset && offset <= node.end;
}

/** A value of a few words tells what its key is; a block of text has words of its own. */
function isShort(node: YamlNode): boolean {
  return node.kind === "scalar" && node.style !== "literal" && node.style !== "folded";
}
