/** What can hold managed identities. */
export type HolderKind = "nexusVm" | "arcMachine" | "azureVm" | "scaleSet";

/** One row of the "Identities" view. Rows are told apart by `id`. */
export type IdentityNode =
  | { readonly kind: "subscription"; readonly id: string; readonly subscriptionId: string }
  | {
      readonly kind: "group";
      readonly id: string;
      readonly subscriptionId: string;
      readonly group: IdentityGroup;
    }
  /** A user-assigned identity, by its ARM id. */
  | {
      readonly kind: "userAssigned";
      readonly id: string;
      readonly identityId: string;
      readonly subscriptionId: string;
    }
  /** A resource with, or without, identities. */
  | {
      readonly kind: "holder";
      readonly id: string;
      readonly holderId: string;
      readonly subscriptionId: string;
    }
  | {
      readonly kind: "detail";
      readonly id: string;
      readonly label: string;
      readonly value: string;
      readonly icon: string;
      /** What is copied from it, where it is an id. */
      readonly copy?: string;
    }
  /** What is wrong with an identity, and what to do. */
  | {
      readonly kind: "warning";
      readonly id: string;
      readonly title: string;
      readonly cause: string;
      readonly nextMove: string;
    }
  /** The role assignments of one principal, read when they are opened. */
  | {
      readonly kind: "roles";
      readonly id: string;
      readonly name: string;
      readonly principalId: string;
      readonly subscriptionId: string;
    }
  | {
      readonly kind: "role";
      readonly id: string;
      readonly assignmentId: string;
      readonly roleName: string;
      readonly scope: string;
      /** The row that it stands under. */
      readonly rolesId: string;
    }
  /** Something could not be read. */
  | {
      readonly kind: "failure";
      readonly id: string;
      readonly what: string;
      readonly cause: string;
      readonly nextMove: string;
    };

/** The groups under a subscription, in their order. */
export const identityGroups = ["userAssigned", "nexus", "arc", "azure"] as const;
export type IdentityGroup = (typeof identityGroups)[number];

/** VS Code hands a command whatever was clicked; a key binding or another extension can hand it anything. */
export function isIdentityNode(value: unknown): value is IdentityNode {
  if (typeof value !== "object" || value === null || !("kind" in value) || !("id" in value)) return false;
  if (typeof value.id !== "string" || !value.id.startsWith("identities/")) return false;
  return typeof value.kind === "string" && kinds.has(value.kind);
}

const kinds: ReadonlySet<string> = new Set<IdentityNode["kind"]>([
  "subscription",
  "group",
  "userAssigned",
  "holder",
  "detail",
  "warning",
  "roles",
  "role",
  "failure",
]);
