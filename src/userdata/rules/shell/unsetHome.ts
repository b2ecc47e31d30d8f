import { say } from "../../../l10n/sentence";
import { script } from "../examples";
import { unsetUses } from "../facts/unsetVariables";
import type { Rule } from "../rule";

export const unsetHome: Rule = {
  id: "unset-home",
  severity: "error",
  needs: "shell",
  title: "HOME is not set, and `set -u` ends the script",
  why: "cloud-init runs scripts, `runcmd` and `bootcmd` without HOME and LOGNAME, and without USER before systemd 262 (Debian 12). Under `set -u` the first use of one of them ends the script.",
  fix: "Set it at the top: `export HOME=/root`. Or write the path itself.",
  bad: script("#!/bin/bash", "set -eu", 'echo "$HOME/agent.log"'),
  good: script("#!/bin/bash", "set -eu", "export HOME=/root", 'echo "$HOME/agent.log"'),
  *check(subject) {
    for (const { name, span, command } of unsetUses(subject)) {
      if (!command.options.nounset) continue;
      const where =
        name === "USER" ? say`before systemd 262 (Debian 12)` : say`in scripts that cloud-init runs`;
      yield {
        span,
        message: say`${name} is not set ${where}: under set -u the script ends here. Set it first: export ${name}=${name === "HOME" ? "/root" : "root"}.`,
      };
    }
  },
};
