import { isTreeNode } from "../../views/tree/model/nodes";
import type { Command } from "../run/command";

export const loadMore: Command = {
  intent: "load more machines",
  run({ services }, node) {
    if (isTreeNode(node) && node.kind === "more") services.tree.list.loadMore(node.parentId);
  },
};
