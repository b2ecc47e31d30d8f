import { say } from "../../../l10n/sentence";
import { memberOf, membersOf } from "../../yaml/members";
import type { YamlMapping } from "../../yaml/nodes";
import { script } from "../examples";
import { usersUnder } from "../facts/cloudConfig/accounts";
import { nodeSpan, textUnder } from "../facts/cloudConfig/config";
import type { Rule } from "../rule";
import type { Subject } from "../subject";

const user = (...more: string[]): string =>
  script(
    "#cloud-config",
    "users:",
    "  - name: agentuser",
    '    hashed_passwd: "$6$rounds=4096$salt$hash"',
    ...more,
  );

export const passwordLocked: Rule = {
  id: "password-locked",
  severity: "warning",
  needs: "users",
  title: "Password of a user that stays locked",
  why: "`lock_passwd` is true by default: cloud-init sets the password and locks it, so nobody can log in with it.",
  fix: "Add `lock_passwd: false`, or omit the password.",
  bad: user(),
  good: user("    lock_passwd: false"),
  *check(subject) {
    for (const config of subject.configs) {
      for (const { name, entry } of usersUnder(config.root)) {
        const password = entry && membersOf(entry).find(({ name: key }) => passwords.has(key));
        if (entry === undefined || password?.node.kind !== "scalar" || !mayLogIn(password.node.text))
          continue;
        if (locks.some((key) => memberOf(entry, key) !== undefined)) continue;
        if (setsLater(subject, config.root, name)) continue;
        yield {
          span: nodeSpan(config, password.key),
          message: say`The password of ${name} is locked: lock_passwd is true by default. Add lock_passwd: false.`,
        };
      }
    }
  },
};

const locks = ["lock_passwd", "lock-passwd", "lock_password"];
const passwords: ReadonlySet<string> = new Set([
  "plain_text_passwd",
  "plain-text-passwd",
  "hashed_passwd",
  "hashed-passwd",
  "passwd",
]);

/** `!` and `*` are no passwords, but a lock of their own. */
function mayLogIn(password: string): boolean {
  return password !== "" && !/^[!*]/u.test(password);
}

/** Whether `chpasswd`, `password` or a command sets the password once more, which unlocks it. */
function setsLater({ shell }: Subject, root: YamlMapping, name: string): boolean {
  if (memberOf(root, "chpasswd") !== undefined) return true;
  if (name === "default" && textUnder(root, "password") !== undefined) return true;
  return shell.commands.some(({ program }) => program !== undefined && unlocking.has(program));
}

const unlocking = new Set(["chpasswd", "passwd", "usermod"]);
