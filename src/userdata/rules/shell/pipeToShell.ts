import { say } from "../../../l10n/sentence";
import { literal } from "../../script/value";
import { argumentsOf } from "../../script/options";
import { script } from "../examples";
import type { Rule } from "../rule";

export const pipeToShell: Rule = {
  id: "pipe-to-shell",
  severity: "information",
  needs: "shell",
  title: "Download piped into a shell",
  why: "If the download is interrupted, the shell runs the part of the script that arrived. If the download fails, the pipe's status is the status of the shell, which ran nothing and succeeded.",
  fix: "Download to a file with `curl -fsSL -o`, then run the file.",
  bad: script("#!/bin/bash", "set -euo pipefail", "curl -fsSL https://example.com/install.sh | bash"),
  good: script(
    "#!/bin/bash",
    "set -euo pipefail",
    "curl -fsSL -o /tmp/install.sh https://example.com/install.sh",
    "bash /tmp/install.sh",
  ),
  *check({ shell }) {
    for (const command of shell.commands) {
      const from = command.pipedFrom;
      if (from?.program !== "curl" && from?.program !== "wget") continue;
      if (!/^(?:ba|da|a|k|z)?sh$/u.test(command.program ?? "")) continue;
      // `bash script.sh` takes the download as its input, not as its program.
      if (argumentsOf(command).some((word) => /^[^-]/u.test(literal(word.value) ?? "x"))) continue;
      yield {
        span: { start: Math.min(from.span.start, command.span.start), end: command.span.end },
        message: say`Download to a file first, then run it: an interrupted download runs a part of the script.`,
      };
    }
  },
};
