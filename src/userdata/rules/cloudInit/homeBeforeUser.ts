import type { MergedConfig } from "../../assembly/mergedConfig";
import { script } from "../examples";
import { imageUsers, madeAccounts, usersUnder } from "../facts/accounts";
import { isTrue, nodeSpan, textUnder } from "../facts/config";
import { certainText, deferAfter, fileEntries } from "../facts/writtenFiles";
import type { Rule } from "../rule";

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
  title: "File written into a home folder before its user exists",
  why: "`write_files` runs before `users` and creates the folder with owner root. When the user is created, the folder already exists: it still belongs to root, and the files of /etc/skel are not copied, so the user cannot write to the home folder.",
  fix: "Add `defer: true`, and `owner` with the user's name.",
  bad: file(),
  good: file("    owner: agentuser:agentuser", "    defer: true"),
  *check(subject) {
    let homes: ReadonlyMap<string, string> | undefined;
    for (const each of fileEntries(subject)) {
      const path = certainText(each, "path");
      if (path === undefined || each.deferred) continue;
      homes ??= homesOf(subject.configs);
      const home = foldersAbove(path.text).find((folder) => homes?.has(folder));
      const user = home && homes.get(home);
      // Where the owner is unknown too, the rule about owners says what happens.
      if (home === undefined || textUnder(each.entry, "owner")?.split(":", 1)[0] === user) continue;
      const span = nodeSpan(each.config, path);
      yield {
        span,
        message: `${home} is created with owner root here, before the user ${user ?? ""} is made. Add defer: true.`,
        repairs: deferAfter(subject, each, span.end),
      };
    }
  },
};

/** `/home/op/x` stands in /home/op and in /home. */
function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1))
    folders.push(path.slice(0, end));
  return folders;
}

/** The home folders that are made with their users, and whose they are. */
function homesOf(configs: readonly MergedConfig[]): ReadonlyMap<string, string> {
  const homes = new Map<string, string>();
  const without = new Set<string>();
  for (const { root } of configs) {
    for (const { name, entry } of usersUnder(root)) {
      if (entry === undefined) continue;
      if (isTrue(entry, "no_create_home") || isTrue(entry, "system")) without.add(name);
      const folder = textUnder(entry, "homedir");
      if (folder?.startsWith("/") === true) homes.set(folder.replace(/\/+$/u, ""), name);
    }
  }
  for (const name of [...madeAccounts(configs).users, ...imageUsers]) homes.set(`/home/${name}`, name);
  return new Map([...homes].filter(([, name]) => !without.has(name)));
}
