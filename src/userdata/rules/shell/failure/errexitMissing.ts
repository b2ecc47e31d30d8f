import { say } from "../../../../l10n/sentence";
import { importantSteps } from "../../facts/important";
import { agentProxy, connect, enrollment, login } from "../../examples";
import type { ShellCommand } from "../../../script/command";
import type { Step } from "../../facts/steps";
import type { Edit, Repair, Rule } from "../../rule";
import type { Subject } from "../../subject";

export const errexitMissing: Rule = {
  id: "errexit-missing",
  severity: "warning",
  needs: "shell",
  title: "Script continues after a failed step",
  why: "Without `set -e`, all later steps run after a failed sign-in or a failed PUT. The last step decides what cloud-init reports, so a failed boot looks successful. A restart does not help: cloud-init treats the instance as done and runs nothing again.",
  fix: "Put `|| exit 1` after each step that must not fail, or `set -e` on the line after `#!/bin/bash` or as the first item of `runcmd`. `set -u` and `set -o pipefail` stop at more errors, and can also stop working scripts: HOME is not set in scripts that cloud-init runs, and `| grep -q` can end the program before it.",
  bad: enrollment(login, agentProxy, connect()).replace("set -euo pipefail\n", ""),
  good: enrollment(login, agentProxy, connect()),
  *check(subject) {
    if (!subject.steps.enrolls) return;
    const last = subject.shell.commands.length - 1;
    const steps = importantSteps(subject).filter(
      ({ order, command }) =>
        order < last &&
        command.flow.status === "plain" &&
        !command.options.errexit &&
        !asksAfter(subject, command.span.end),
    );
    const [unwatched] = steps;
    if (unwatched === undefined) return;
    yield {
      span: unwatched.command.span,
      message: say`If this fails, the script continues. Add || exit 1, or start the script with set -e.`,
      repairs: repairs(subject, steps),
    };
  },
};

/** `if [ $? -ne 0 ]` on one of the next lines. */
function asksAfter(subject: Subject, offset: number): boolean {
  return subject.document.text.slice(offset, offset + 200).includes("$?");
}

/** Stops at each of the steps that fails; `set -e` would also stop at commands whose failure does no harm. */
function repairs({ document }: Subject, steps: readonly Step[]): Repair[] {
  const edits: Edit[] = [];
  for (const { command } of steps) {
    if (!standsAlone(command, document.text)) return [];
    edits.push({ span: { start: command.span.end, end: command.span.end }, text: " || exit 1" });
  }
  return [{ title: "Add || exit 1", edits }];
}

/** Whether a command is a statement of its own that ends its line, so that something can be put behind it. */
function standsAlone({ form, flow, redirections, span }: ShellCommand, text: string): boolean {
  if (form !== "text" || flow.output !== "log" || flow.background) return false;
  if (redirections.some(({ operator }) => operator === "here")) return false;
  const end = text.indexOf("\n", span.end);
  return /^[ \t\r]*(?:#.*)?$/u.test(text.slice(span.end, end < 0 ? text.length : end));
}
