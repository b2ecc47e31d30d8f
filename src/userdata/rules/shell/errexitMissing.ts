import { importantSteps } from "../facts/important";
import { agentProxy, connect, enrollment, login } from "../examples";
import type { Repair, Rule } from "../rule";
import type { Subject } from "../subject";

export const errexitMissing: Rule = {
  id: "errexit-missing",
  severity: "warning",
  title: "Script goes on after a failed step",
  why: "Without `set -e` a failed sign-in or a failed PUT is followed by all later steps. The last of them decides what cloud-init reports, so a broken boot looks like a good one.",
  fix: "Put `set -euo pipefail` on the line after `#!/bin/bash`, or `set -e` as the first item of `runcmd`.",
  bad: enrollment(login, agentProxy, connect()).replace("set -euo pipefail\n", ""),
  good: enrollment(login, agentProxy, connect()),
  *check(subject) {
    if (!subject.steps.enrolls) return;
    const last = subject.shell.commands.length - 1;
    const unwatched = importantSteps(subject).find(
      ({ order, command }) =>
        order < last &&
        command.flow.status === "plain" &&
        !command.options.errexit &&
        !asksAfter(subject, command.span.end),
    );
    if (unwatched === undefined) return;
    yield {
      span: unwatched.command.span,
      message: "When this fails, the script goes on. Begin it with set -e.",
      repairs: unwatched.command.place.kind === "script" ? behindFirstLine(subject) : [],
    };
  },
};

/** `if [ $? -ne 0 ]` on one of the next lines. */
function asksAfter(subject: Subject, offset: number): boolean {
  return subject.document.text.slice(offset, offset + 200).includes("$?");
}

function behindFirstLine({ document }: Subject): Repair[] {
  if (!document.text.startsWith("#!")) return [];
  const at = document.lines.startOf(1);
  const options = document.lines.lineText(0).includes("bash") ? "set -euo pipefail" : "set -eu";
  return [{ title: `Add ${options}`, edits: [{ span: { start: at, end: at }, text: `${options}\n` }] }];
}
