/** What stands in the question before a user-assigned identity is deleted. */
export function identityDeletionDetail(
  usedBy: readonly { readonly name: string; readonly words: string }[],
  roleAssignments: number | undefined,
): string {
  const users =
    usedBy.length === 0
      ? "None of the listed resources uses it. Resources that this view does not list might use it."
      : `Used by ${usedBy.map(({ name, words }) => `${name} (${words})`).join(", ")}: their references remain, and they no longer get tokens for it.`;
  const roles =
    roleAssignments === undefined
      ? "Its role assignments could not be read. Existing assignments remain as orphaned assignments (unknown principal)."
      : roleAssignments === 0
        ? "It has no role assignments in its subscription."
        : `Its ${roleAssignments} role assignment${roleAssignments === 1 ? " remains" : "s remain"} in the subscription as orphaned (unknown principal). If possible, remove them first.`;
  return [
    users,
    roles,
    "A new identity with the same name is a different identity: nothing is restored.",
  ].join("\n\n");
}
