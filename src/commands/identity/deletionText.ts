/** What stands in the question before a user-assigned identity is deleted. */
export function identityDeletionDetail(
  usedBy: readonly { readonly name: string; readonly words: string }[],
  roleAssignments: number | undefined,
): string {
  const users =
    usedBy.length === 0
      ? "Nothing that is listed here uses it. Resources that this view does not list may."
      : `Used by ${usedBy.map(({ name, words }) => `${name} (${words})`).join(", ")}: their references stay behind, and they get no token for it any more.`;
  const roles =
    roleAssignments === undefined
      ? "Its role assignments could not be read. Those that there are stay behind, as assignments of an unknown principal."
      : roleAssignments === 0
        ? "It has no role assignment in its subscription."
        : `Its ${roleAssignments} role assignment${roleAssignments === 1 ? " stays" : "s stay"} behind in the subscription, as assignments of an unknown principal. Remove them first if you can.`;
  return [
    users,
    roles,
    "An identity of the same name made later is another one: nothing is taken up again.",
  ].join("\n\n");
}
