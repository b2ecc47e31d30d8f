import { say } from "../../../l10n/sentence";
import { memberOf } from "../../yaml/members";
import type { YamlMapping } from "../../yaml/nodes";
import { script } from "../examples";
import { usersUnder } from "../facts/cloudConfig/accounts";
import { nodeSpan } from "../facts/cloudConfig/config";
import type { Rule } from "../rule";

const config = (...users: string[]): string =>
  script(
    "#cloud-config",
    "users:",
    ...users,
    "  - name: agentuser",
    "ssh_authorized_keys:",
    "  - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample ada@laptop",
  );

export const keysWithoutDefault: Rule = {
  id: "keys-without-default",
  severity: "warning",
  title: "SSH keys at the top, but no default user",
  why: "`ssh_authorized_keys` at the top belongs to the default user. If `users` does not contain `default`, the keys are added only to root, with a command that denies the login.",
  fix: "Add `default` to `users`, or put the keys under their user.",
  bad: config(),
  good: config("  - default"),
  *check({ configs }) {
    for (const part of configs) {
      const keys = memberOf(part.root, "ssh_authorized_keys");
      const isList = keys?.node.kind === "sequence" && keys.node.items.length > 0;
      if (!isList || hasDefaultUser(part.root) || rootMayLogIn(part.root)) continue;
      yield {
        span: nodeSpan(part, keys.key),
        message: say`users has no default, so these keys are added only to root, whose login is denied.`,
      };
    }
  },
};

/** Without `users` the image's own settings count, which name the default user. */
function hasDefaultUser(root: YamlMapping): boolean {
  if (memberOf(root, "user") !== undefined || memberOf(root, "users") === undefined) return true;
  return usersUnder(root).some(({ name }) => name === "default" || /[$%{]/u.test(name));
}

function rootMayLogIn(root: YamlMapping): boolean {
  const node = memberOf(root, "disable_root")?.node;
  return node?.kind === "scalar" && node.value.type === "boolean" && !node.value.boolean;
}
