import { say } from "../../../../l10n/sentence";
import { script } from "../../examples";
import {
  imageUsers,
  isBaseGroup,
  isBaseUser,
  madeAccounts,
  type MadeAccounts,
} from "../../facts/cloudConfig/accounts";
import { nodeSpan } from "../../facts/cloudConfig/config";
import {
  certainText,
  deferAfter,
  fileEntries,
  lostFiles,
  type FileEntry,
} from "../../facts/cloudConfig/writtenFiles";
import type { Rule } from "../../rule";

const file = (...more: string[]): string =>
  script(
    "#cloud-config",
    "users:",
    "  - default",
    "  - name: agentuser",
    "write_files:",
    "  - path: /opt/agent.conf",
    "    owner: agentuser:agentuser",
    "    content: level=info",
    ...more,
  );

export const ownerBeforeUser: Rule = {
  id: "owner-before-user",
  severity: "warning",
  needs: "files",
  title: "File owned by an account that does not exist yet",
  why: "`write_files` runs before `users`, `groups` and `packages`. An owner that is not an account of the base system is not known at that time, and the module stops: this file belongs to root, and the files after it are not written. A number is not a valid owner: cloud-init looks up only names.",
  fix: "Add `defer: true`, so that the file is written after the accounts are created. Instead of a number, write the name.",
  bad: file(),
  good: file("    defer: true"),
  *check(subject) {
    for (const each of fileEntries(subject)) {
      const node = certainText(each, "owner");
      if (node === undefined) continue;
      const reason = refusal(node.text, madeAccounts(subject.configs), each);
      if (reason === undefined) continue;
      const span = nodeSpan(each.config, node);
      yield {
        span,
        message: reason.message + lostFiles(each),
        repairs: reason.defers ? deferAfter(subject, each, span.end) : [],
      };
    }
  },
};

interface Refusal {
  readonly message: string;
  /** Whether a deferred file would be written. */
  readonly defers: boolean;
}

/** Why cloud-init does not find an owner at the time of `write_files`. */
function refusal(owner: string, made: MadeAccounts, { deferred }: FileEntry): Refusal | undefined {
  const [user = "", ...rest] = owner.split(":");
  const group = rest.join(":");
  for (const name of [user, group].map((each) => each.trim())) {
    if (/^\d+$/u.test(name))
      return {
        message: say`cloud-init requires the name of an account, and rejects the number ${name}.`,
        defers: false,
      };
  }
  if (deferred) return undefined;
  return (
    refusedName("user", user.trim(), isBaseUser, made) ??
    refusedName("group", group.trim(), isBaseGroup, made)
  );
}

/** cloud-init takes nothing, `-1` and `none` for "leave it as it is". */
const unchanged = /^(?:|-1|none)$/iu;

function refusedName(
  kind: "user" | "group",
  name: string,
  isBase: (name: string) => boolean,
  { users, groups }: MadeAccounts,
): Refusal | undefined {
  if (unchanged.test(name) || isBase(name)) return undefined;
  if ((kind === "user" ? users : groups).has(name))
    return {
      message: say`The ${kind} ${name} is created after this file is written. Add defer: true.`,
      defers: true,
    };
  if (imageUsers.has(name))
    return {
      message: say`cloud-init creates the image's own ${kind} ${name} after this file is written. Add defer: true.`,
      defers: true,
    };
  return {
    message: say`The ${kind} ${name} is not an account of a base system, so it may not exist when this file is written. Add defer: true if it is created later.`,
    defers: true,
  };
}
