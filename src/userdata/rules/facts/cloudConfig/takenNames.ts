import { say } from "../../../../l10n/sentence";
import { memberOf } from "../../../yaml/members";
import type { YamlMapping } from "../../../yaml/nodes";
import { groupsOfUser, groupsUnder, usersUnder, type DeclaredUser } from "./accounts";
import { isTrue } from "./config";

/** Groups of Debian's and Ubuntu's base system that have no user of their name. Source: base-passwd and systemd of Debian 12 and 13. */
const debianGroups: ReadonlySet<string> = new Set(
  (
    "adm tty disk kmem dialout fax voice cdrom floppy tape sudo audio dip operator src shadow utmp video sasl plugdev staff users " +
    "nogroup systemd-journal"
  ).split(" "),
);

export interface TakenUserName extends DeclaredUser {
  /** Where the group comes from, as the end of "is already a group …". */
  readonly group: string;
}

/**
 * Users whose name is a group when `useradd` makes them: it refuses to make the group of the user then, with exit code 9. `groups` are
 * made before all users, and the groups that a user joins are made with that user. Source: boots of cloud-init 22.4.2 and 25.1.4.
 */
export function* takenUserNames(root: YamlMapping): Generator<TakenUserName> {
  const made = new Set(groupsUnder(root));
  for (const user of usersUnder(root)) {
    const { name, entry } = user;
    const from = made.has(name)
      ? say`that this document creates`
      : debianGroups.has(name)
        ? say`of Debian and Ubuntu`
        : undefined;
    if (from !== undefined && !(entry && choosesGroup(entry))) yield { ...user, group: from };
    for (const each of entry === undefined ? [] : groupsOfUser(entry)) made.add(each);
  }
}

function choosesGroup(entry: YamlMapping): boolean {
  const named = ["primary_group", "primary-group"].some((key) => memberOf(entry, key) !== undefined);
  return named || isTrue(entry, "no_user_group") || isTrue(entry, "no-user-group");
}
