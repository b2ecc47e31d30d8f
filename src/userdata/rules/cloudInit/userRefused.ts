import { say } from "../../../l10n/sentence";
import { memberOf, membersOf } from "../../yaml/members";
import type { YamlMapping, YamlNode } from "../../yaml/nodes";
import { script } from "../examples";
import { usersUnder } from "../facts/cloudConfig/accounts";
import { takenUserNames } from "../facts/cloudConfig/takenNames";
import { isTrue, nodeSpan } from "../facts/cloudConfig/config";
import type { Rule } from "../rule";

const user = (sudo: string): string =>
  script("#cloud-config", "users:", "  - default", "  - name: agentuser", `    sudo: ${sudo}`);

export const userRefused: Rule = {
  id: "user-refused",
  severity: "error",
  needs: "users",
  title: "User that cloud-init cannot create as written",
  why: "The validator accepts these values, but they fail when the VM boots: the user is not created or gets no rule, and the users after it are not created. The image's `default` user is created last, regardless of its position in the list, so it is not created either.",
  fix: "Write a sudo rule as a string, such as `ALL=(ALL) NOPASSWD:ALL`, or omit `sudo`. A user with SSH keys needs a home folder. A user with the name of a group needs `primary_group`.",
  bad: user("true"),
  good: user('"ALL=(ALL) NOPASSWD:ALL"'),
  *check({ configs }) {
    for (const config of configs) {
      for (const { entry } of usersUnder(config.root)) {
        const refused = entry && refusal(entry);
        if (refused === undefined) continue;
        yield { span: nodeSpan(config, refused.node), message: refused.message };
      }
      for (const { name, node, group } of takenUserNames(config.root)) {
        const message = say`${name} is already a group ${group}, so useradd creates no user with this name, and ${after}. Choose another name, or add primary_group: ${name}.`;
        yield { span: nodeSpan(config, node), message };
      }
    }
  },
};

interface Refusal {
  readonly node: YamlNode;
  readonly message: string;
}

/** Sources: `write_sudo_rules` and `cc_users_groups.handle` of cloud-init 22.4.2 and 26.2. */
function refusal(entry: YamlMapping): Refusal | undefined {
  if (!membersOf(entry).some(({ name }) => concerned.has(name))) return undefined;
  const sudo = memberOf(entry, "sudo")?.node;
  return (sudo && sudoRefusal(sudo)) ?? homeRefusal(entry) ?? redirectRefusal(entry);
}

/** One of these keys stands in every user that is refused. */
const concerned: ReadonlySet<string> = new Set([
  "sudo",
  "no_create_home",
  "no-create-home",
  "system",
  "ssh_redirect_user",
]);

const after = say`the users after this one are not created`;

function sudoRefusal(sudo: YamlNode): Refusal | undefined {
  if (sudo.kind === "scalar") {
    const fails = sudo.value.type === "boolean" && sudo.value.boolean;
    const message = say`cloud-init fails at sudo: true. The user gets no rule, and ${after}. Write a rule, such as "ALL=(ALL) NOPASSWD:ALL".`;
    return fails ? { node: sudo, message } : undefined;
  }
  if (sudo.kind === "mapping") return undefined;
  const empty = sudo.items.find(
    ({ node }) => node.kind === "scalar" && (node.value.type === "null" || node.text.trim() === ""),
  );
  return (
    empty && {
      node: empty.node,
      message: say`An empty rule is a syntax error in the sudoers file: the user gets no rule, and every call of sudo prints the error.`,
    }
  );
}

/** Keys that need a home folder cannot stand beside those that make none. */
function homeRefusal(entry: YamlMapping): Refusal | undefined {
  const without = ["no_create_home", "no-create-home", "system"].find((key) => isTrue(entry, key));
  if (without === undefined) return undefined;
  const keys = [
    "ssh_authorized_keys",
    "ssh-authorized-keys",
    "ssh_import_id",
    "ssh-import-id",
    "ssh_redirect_user",
  ];
  const [needs] = keys
    .flatMap((key) => memberOf(entry, key) ?? [])
    .filter(({ node }) => holdsSomething(node));
  return (
    needs && {
      node: needs.key,
      message: say`${needs.name} needs a home folder, and ${without} makes none. The user and ${after.replace(" are not created", "")} are not created.`,
    }
  );
}

function redirectRefusal(entry: YamlMapping): Refusal | undefined {
  if (!isTrue(entry, "ssh_redirect_user")) return undefined;
  const keys = memberOf(entry, "ssh_authorized_keys") ?? memberOf(entry, "ssh_import_id");
  return (
    keys && {
      node: keys.key,
      message: say`ssh_redirect_user cannot be combined with ${keys.name}. The user and ${after.replace(" are not created", "")} are not created.`,
    }
  );
}

function holdsSomething(node: YamlNode): boolean {
  if (node.kind === "sequence") return node.items.length > 0;
  return node.kind === "mapping" || (node.value.type === "boolean" ? node.value.boolean : node.text !== "");
}
