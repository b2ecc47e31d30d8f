import { say } from "../../../../l10n/sentence";
import type { ShellCommand } from "../../../script/command";
import { argumentsOf } from "../../../script/options";
import { literal } from "../../../script/value";
import { script } from "../../examples";
import type { Rule } from "../../rule";

export const grepQuietPipe: Rule = {
  id: "grep-quiet-pipe",
  severity: "information",
  needs: "shell",
  title: "Pipe into grep -q under pipefail",
  why: "`grep -q` ends at the first match. A program that is still writing then gets SIGPIPE, and with `pipefail` the pipe fails (status 141, or 1 from Python programs such as az) although the text was found. It depends on timing, so it fails intermittently.",
  fix: 'Let grep read to the end: `grep TEXT > /dev/null`. Or keep the output first: `out=$(…)`, then `grep -q TEXT <<< "$out"`.',
  bad: script("#!/bin/bash", "set -euo pipefail", "journalctl -b | grep -q 'Reached target'"),
  good: script("#!/bin/bash", "set -euo pipefail", "journalctl -b | grep 'Reached target' > /dev/null"),
  *check({ shell }) {
    for (const command of shell.commands) {
      const { pipedFrom: from, program, options } = command;
      if (!options.pipefail || from?.program === undefined || small.has(from.program)) continue;
      if (program === undefined || !/^[ef]?grep$/u.test(program)) continue;
      const quiet = argumentsOf(command).find(isQuiet);
      if (quiet === undefined) continue;
      yield {
        span: quiet.span,
        message: say`${from.program} can get SIGPIPE when grep -q ends at the first match, and pipefail makes that a failure.`,
      };
    }
  },
};

/** Programs that write once and little, so that they have ended by then. */
const small: ReadonlySet<string> = new Set(
  "echo printf cat hostname id uname whoami date lsb_release".split(" "),
);

function isQuiet({ value }: ShellCommand["words"][number]): boolean {
  return /^(?:-[a-zA-Z]*q[a-zA-Z]*|--quiet|--silent)$/u.test(literal(value) ?? "");
}
