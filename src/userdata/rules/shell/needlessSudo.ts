import { say } from "../../../l10n/sentence";
import { script } from "../examples";
import type { Rule } from "../rule";

export const needlessSudo: Rule = {
  id: "needless-sudo",
  severity: "hint",
  needs: "shell",
  title: "`sudo` although everything runs as root",
  why: "cloud-init runs user data as root. sudo changes only the environment: it drops the proxy variables.",
  fix: "Omit `sudo`.",
  bad: script("#cloud-config", "runcmd:", "  - sudo systemctl restart himdsd"),
  good: script("#cloud-config", "runcmd:", "  - systemctl restart himdsd"),
  *check(subject) {
    for (const command of subject.shell.commands) {
      // A plain script may be meant for a person's hand as well.
      const { kind } = command.place;
      if (kind !== "runcmd" && kind !== "bootcmd") continue;
      if (command.wrappers[0] !== "sudo" || command.user.kind === "other") continue;
      const { start } = command.span;
      const prefix = /^sudo\s+(?!-)/u.exec(subject.document.text.slice(start, start + 20))?.[0];
      yield {
        span: { start, end: Math.min(start + 4, command.span.end) },
        message: say`This already runs as root. Omit sudo.`,
        repairs:
          prefix === undefined || command.form !== "text"
            ? []
            : [
                {
                  title: say`Remove sudo`,
                  edits: [{ span: { start, end: start + prefix.length }, text: "" }],
                },
              ],
        tag: "unnecessary",
      };
    }
  },
};
