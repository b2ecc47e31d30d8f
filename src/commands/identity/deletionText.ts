import type { Translate } from "../../l10n/translate";

/** What stands in the question before a user-assigned identity is deleted. */
export function identityDeletionDetail(
  usedBy: readonly { readonly name: string; readonly words: string }[],
  roleAssignments: number | undefined,
  t: Translate,
): string {
  const users =
    usedBy.length === 0
      ? t("None of the listed resources uses it. Resources that this view does not list might use it.")
      : t(
          "Used by {0}. Their references remain, and they no longer get tokens for it.",
          usedBy.map(({ name, words }) => `${name} (${words})`).join(", "),
        );
  const roles =
    roleAssignments === undefined
      ? t(
          "Its role assignments could not be read. Existing assignments remain as orphaned assignments (unknown principal).",
        )
      : roleAssignments === 0
        ? t("It has no role assignments in its subscription.")
        : t(
            "Role assignments that remain in the subscription as orphaned (unknown principal): {0}. If possible, remove them first.",
            roleAssignments,
          );
  return [
    users,
    roles,
    t("A new identity with the same name is a different identity: nothing is restored."),
  ].join("\n\n");
}
