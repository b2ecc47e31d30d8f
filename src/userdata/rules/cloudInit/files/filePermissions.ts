import { say } from "../../../../l10n/sentence";
import { script } from "../../examples";
import { nodeSpan } from "../../facts/cloudConfig/config";
import { certainText, fileEntries } from "../../facts/cloudConfig/writtenFiles";
import type { Rule } from "../../rule";

const file = (mode: string): string =>
  script(
    "#cloud-config",
    "write_files:",
    "  - path: /etc/agent.conf",
    `    permissions: ${mode}`,
    "    content: level=info",
  );

export const filePermissions: Rule = {
  id: "file-permissions",
  severity: "warning",
  needs: "files",
  title: "Permissions that cloud-init does not set",
  why: "`permissions` is an octal number in quotes. For any other value, cloud-init uses 0644 and logs a warning, so everyone on the VM can read the file. A set-user-ID or set-group-ID bit is kept by cloud-init 26.2 and lost in 22.4, which changes the owner afterward.",
  fix: "Write the number, such as `'0600'`. Set a special bit by `chmod` in `runcmd`.",
  bad: file("'u=rw,go='"),
  good: file("'0600'"),
  *check(subject) {
    for (const each of fileEntries(subject)) {
      const node = certainText(each, "permissions");
      // The schema speaks of what is not a text.
      if (node?.value.type !== "string") continue;
      const message = problem(node.text);
      if (message !== undefined) yield { span: nodeSpan(each.config, node), message };
    }
  },
};

function problem(text: string): string | undefined {
  const mode = octal(text);
  if (mode === undefined)
    return say`"${text.slice(0, 40)}" is not an octal number. cloud-init writes the file with 0644, which everyone can read.`;
  return (mode & 0o6000) === 0
    ? undefined
    : say`cloud-init 22.4 loses the set-user-ID and set-group-ID bits. Set them by chmod in runcmd.`;
}

/** A number as Python's `int(text, 8)` reads it. */
function octal(text: string): number | undefined {
  const digits = /^\s*\+?(?:0[oO]_?)?([0-7]+(?:_[0-7]+)*)\s*$/u.exec(text)?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits.replaceAll("_", ""), 8);
}
