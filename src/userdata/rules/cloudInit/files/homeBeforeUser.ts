import { say } from "../../../../l10n/sentence";
import type { MergedConfig } from "../../../assembly/merge/mergedConfig";
import { script } from "../../examples";
import { imageUsers, madeAccounts, usersUnder } from "../../facts/cloudConfig/accounts";
import { isTrue, nodeSpan, textUnder } from "../../facts/cloudConfig/config";
import { once } from "../../facts/once";
import { certainText, deferAfter, fileEntries } from "../../facts/cloudConfig/writtenFiles";
import type { Rule } from "../../rule";

const file = (...more: string[]): string =>
  script(
    "#cloud-config",
    "users:",
    "  - default",
    "  - name: agentuser",
    "write_files:",
    "  - path: /home/agentuser/.profile",
    "    content: umask 077",
    ...more,
  );

export const homeBeforeUser: Rule = {
  id: "home-before-user",
  severity: "warning",
  needs: "files",
  title: "File written into a home folder before its user exists",
  why: "`write_files` runs before `users` and creates the folder with owner root. When the user is created, the folder already exists: it still belongs to root, and the files of /etc/skel are not copied, so the user cannot write to the home folder.",
  fix: "Add `defer: true`, and `owner` with the user's name.",
  bad: file(),
  good: file("    owner: agentuser:agentuser", "    defer: true"),
  *check(subject) {
    for (const each of fileEntries(subject)) {
      const path = certainText(each, "path");
      if (path === undefined || each.deferred) continue;
      const home = homeAbove(path.text, subject.configs);
      // Where the owner is unknown too, the rule about owners says what happens.
      if (home === undefined || textUnder(each.entry, "owner")?.split(":", 1)[0] === home.user) continue;
      const span = nodeSpan(each.config, path);
      yield {
        span,
        message: say`${home.folder} is created with owner root here, before the user ${home.user} is created. Add defer: true.`,
        repairs: deferAfter(subject, each, span.end),
      };
    }
  },
};

interface Home {
  readonly folder: string;
  readonly user: string;
}

/** The home folder that a path stands in, of those that are made with their users: the deepest. */
function homeAbove(path: string, configs: readonly MergedConfig[]): Home | undefined {
  const { folders, without } = givenHomes(configs);
  if (folders.size === 0 && !path.startsWith(usualParent)) return undefined;
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    const folder = path.slice(0, end);
    const user = usualOwner(folder, configs) ?? folders.get(folder);
    if (user !== undefined && !without.has(user)) return { folder, user };
  }
  return undefined;
}

const usualParent = "/home/";

function usualOwner(folder: string, configs: readonly MergedConfig[]): string | undefined {
  if (!folder.startsWith(usualParent)) return undefined;
  const name = folder.slice(usualParent.length);
  return imageUsers.has(name) || madeAccounts(configs).users.has(name) ? name : undefined;
}

/** The home folders that users choose, and the users that get none. */
const givenHomes = once((configs: readonly MergedConfig[]) => {
  const folders = new Map<string, string>();
  const without = new Set<string>();
  for (const { root } of configs) {
    for (const { name, entry } of usersUnder(root)) {
      if (entry === undefined) continue;
      if (isTrue(entry, "no_create_home") || isTrue(entry, "system")) without.add(name);
      const folder = textUnder(entry, "homedir");
      if (folder?.startsWith("/") === true) folders.set(folder.replace(/\/+$/u, ""), name);
    }
  }
  return { folders, without };
});
