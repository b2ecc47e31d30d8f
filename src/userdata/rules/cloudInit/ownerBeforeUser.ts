import { memberOf } from "../../yaml/members";
import type { ConfigPart } from "../../script/documentActions";
import { script } from "../examples";
import { isTrue, mappingsUnder, nodeSpan, textUnder } from "../facts/config";
import type { Rule } from "../rule";
import type { Subject } from "../subject";

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
  title: "File owned by a user that does not exist yet",
  why: "`write_files` runs before `users`. The owner is unknown then, and the module stops: this file and those after it are not written as meant.",
  fix: "Add `defer: true`, so that the file is written after the users are made.",
  bad: file(),
  good: file("    defer: true"),
  *check(subject) {
    for (const config of subject.configs) {
      let made: ReadonlySet<string> | undefined;
      for (const entry of mappingsUnder(config, "write_files")) {
        const owner = textUnder(entry, "owner");
        const node = memberOf(entry, "owner")?.node;
        if (owner === undefined || node === undefined) continue;
        made ??= usersOf(config);
        const [user = ""] = owner.split(":");
        if (!made.has(user) || isTrue(entry, "defer")) continue;
        const span = nodeSpan(config, node);
        yield {
          span,
          message: `The user ${user} is made after this file is written. Add defer: true.`,
          repairs: deferAfter(subject, span.end),
        };
      }
    }
  },
};

/** The names of the users that a cloud-config makes. */
function usersOf(config: ConfigPart): ReadonlySet<string> {
  return new Set(mappingsUnder(config, "users").flatMap((user) => textUnder(user, "name") ?? []));
}

/** A line `defer: true` with the indentation of the key that the value belongs to; nothing where the mapping is in braces. */
function deferAfter(
  { document }: Subject,
  end: number,
): { title: string; edits: { span: { start: number; end: number }; text: string }[] }[] {
  const { lines, text } = document;
  const line = lines.lineAt(end);
  const start = lines.startOf(line);
  const key = /^(\s*(?:-\s+)*)owner:/u.exec(lines.lineText(line));
  if (key === null) return [];
  const at = start + lines.lineText(line).length;
  const indent = (key[1] ?? "").replaceAll("-", " ");
  return text[at] === undefined
    ? []
    : [
        {
          title: "Add defer: true",
          edits: [{ span: { start: at, end: at }, text: `\n${indent}defer: true` }],
        },
      ];
}
