import type { RowState } from "./presentation/state";

/**
 * What VS Code holds of the tree. A node only names what it shows; the model has the content. So a node stays the same object
 * while its content changes, and one row can be repainted alone.
 */
export type TreeNode =
  | { readonly kind: "subscription"; readonly id: string; readonly subscriptionId: string }
  | {
      readonly kind: "resourceGroup";
      readonly id: string;
      readonly subscriptionId: string;
      readonly name: string;
    }
  | { readonly kind: "state"; readonly id: string; readonly state: RowState }
  | { readonly kind: "machine"; readonly id: string; readonly key: string }
  | { readonly kind: "arc"; readonly id: string; readonly key: string }
  | {
      readonly kind: "detail";
      readonly id: string;
      readonly label: string;
      readonly value: string;
      readonly icon: string;
    }
  | { readonly kind: "more"; readonly id: string; readonly parentId: string }
  | { readonly kind: "problem"; readonly id: string; readonly problemId: string }
  | { readonly kind: "operations"; readonly id: string }
  | { readonly kind: "operation"; readonly id: string; readonly operationId: string };

export type NodeOf<K extends TreeNode["kind"]> = Extract<TreeNode, { kind: K }>;

/** Groups hold rows and are paged. */
export type GroupNode = NodeOf<"subscription" | "resourceGroup" | "state">;

/** VS Code hands a command whatever was clicked; a key binding or another extension can hand it anything. */
export function isTreeNode(value: unknown): value is TreeNode {
  if (typeof value !== "object" || value === null) return false;
  if (!("kind" in value) || !("id" in value)) return false;
  return typeof value.kind === "string" && kinds.has(value.kind) && typeof value.id === "string";
}

const kinds: ReadonlySet<string> = new Set<TreeNode["kind"]>([
  "subscription",
  "resourceGroup",
  "state",
  "machine",
  "arc",
  "detail",
  "more",
  "problem",
  "operations",
  "operation",
]);
