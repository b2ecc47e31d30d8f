import { isTreeNode } from "../../rows/machines/nodes";
import type { Command } from "../run/command";

export const loadMore: Command = {
  intent: "load more machines",
  run({ services }, node) {
    if (isTreeNode(node) && node.kind === "more") services.tree.list.loadMore(node.parentId);
  },
};
