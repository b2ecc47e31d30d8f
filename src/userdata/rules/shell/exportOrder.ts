import { say } from "../../../l10n/sentence";
import type { Assigned, ShellCommand } from "../../script/command";
import { literal } from "../../script/value";
import { enrollment, installAgent, login } from "../examples";
import type { Report, Rule } from "../rule";
import type { Subject } from "../subject";
import { textAt } from "../subject";

const address = "http://169.254.0.11:3128";

const declaring = new Set(["export", "declare", "typeset", "local", "readonly"]);

export const exportOrder: Rule = {
  id: "export-order",
  severity: "error",
  needs: "shell",
  programs: declaring,
  title: "Variable used in the `export` that sets it",
  why: "`export`, `declare`, `local` and `readonly` expand all their words before they assign one (bash 5.2, dash 0.5.12): in `export A=1 B=$A`, B gets the value that A had before that line, usually nothing. With an empty https_proxy, az connects without the proxy.",
  fix: "Write a second `export` on a separate line, or repeat the value.",
  bad: enrollment(`export HTTPS_PROXY=${address}`, "export PROXY=x COPY=$PROXY", login, installAgent),
  good: enrollment(`export HTTPS_PROXY=${address}`, "export PROXY=x COPY=x", login, installAgent),
  *check(subject) {
    for (const command of subject.shell.commands) {
      if (!declaring.has(command.program ?? "") || command.assignments.length < 2) continue;
      yield* tooEarly(subject, command);
    }
  },
};

function* tooEarly(subject: Subject, { assignments, program = "" }: ShellCommand): Generator<Report> {
  for (const [index, later] of assignments.entries()) {
    const source = assignments
      .slice(0, index)
      .find((earlier) => mentions(textAt(subject, later.span), earlier.name) && !holds(later, earlier));
    if (source === undefined) continue;
    yield {
      span: later.span,
      message: say`${program} expands this before it sets ${source.name}, so ${later.name} does not get the new value. Set ${later.name} on a line of its own.`,
      related: [{ span: source.span, message: say`${source.name} is set here.` }],
    };
  }
}

/** Whether a word expands a variable; not in single quotes. */
function mentions(text: string, name: string): boolean {
  return (
    text.includes("$") &&
    !text.startsWith("'") &&
    new RegExp(`\\$(?:${name}(?!\\w)|\\{${name}\\W)`, "u").test(text)
  );
}

/** Whether the later value has the earlier one in it anyway, or may have: then it was set so before. */
function holds(later: Assigned, earlier: Assigned): boolean {
  const got = literal(later.value);
  const wanted = literal(earlier.value);
  if (got === undefined) return true;
  if (wanted === undefined) return got !== "";
  return wanted === "" || got.includes(wanted);
}
