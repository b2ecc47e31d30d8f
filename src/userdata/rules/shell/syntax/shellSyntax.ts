import { say } from "../../../../l10n/sentence";
import type { Program } from "../../../script/programs";
import type { SyntaxProblem } from "../../../script/syntax/problem";
import type { Span } from "../../../script/text/mappedText";
import { script } from "../../examples";
import type { SyntaxVerdict } from "../../facts/syntaxVerdict";
import { syntaxVerdicts } from "../../facts/syntaxVerdict";
import type { Report, Rule } from "../../rule";
import type { Subject } from "../../subject";
import { faultWords } from "./syntaxWords";

export const shellSyntax: Rule = {
  id: "shell-syntax",
  severity: "error",
  needs: "shell",
  title: "Syntax error in a shell script",
  why: "A shell reads a script command by command. At the first command that it cannot parse, it stops with status 2: the commands before it have run, and nothing after it runs. All items of `runcmd` are one script, and so are the items of `bootcmd`: an open quote in one item includes the later items.",
  fix: "Close the open quote or block. `bash -n FILE` and `dash -n FILE` read a script without running it.",
  bad: script("#!/bin/bash", "if [ -f /etc/x ]; then", "  azcmagent version"),
  good: script("#!/bin/bash", "if [ -f /etc/x ]; then", "  azcmagent version", "fi"),
  *check(subject) {
    for (const verdict of syntaxVerdicts(subject)) {
      if (verdict.problem !== undefined) yield reportOf(subject, verdict, verdict.problem);
    }
  },
};

function reportOf(subject: Subject, { program, shell }: SyntaxVerdict, problem: SyntaxProblem): Report {
  const { lines } = subject.document;
  const lineOf = (at: number): number => lines.lineAt(program.source.span(at, at + 1).start) + 1;
  const fault = faultWords(problem, program.source.text, lineOf);
  const { open } = problem;
  const opener = open && program.source.span(open.at, open.at + open.word.length);
  const message = `${fault} ${consequence(program, shell, problem, lineOf)}`;
  const span = problem.reason === "unclosed" && opener !== undefined ? opener : tokenSpan(program, problem);
  const related =
    opener !== undefined && opener !== span ? [{ span: opener, message: say`Opened here.` }] : undefined;
  return { span, message, ...(related && { related }) };
}

/** Where the token stands; a line break has no place of its own, so the character before it is marked. */
function tokenSpan({ source }: Program, { start, end }: SyntaxProblem): Span {
  const blank = source.text.slice(start, end).trim() === "";
  return blank && start > 0 ? source.span(start - 1, start) : source.span(start, Math.max(end, start + 1));
}

/** What the shell does at the error. Tried with bash 5.2.15 and dash 0.5.12. */
function consequence(
  { form, place, source }: Program,
  shell: SyntaxVerdict["shell"],
  { reason, command }: SyntaxProblem,
  lineOf: (at: number) => number,
): string {
  if (shell === "bash" && reason === "condition") {
    return say`bash stops here, and its status is that of the command before.`;
  }
  if (shell === "bash" && reason === "array") return say`bash skips this command and continues.`;
  if (form === "caller") {
    return shell === "bash"
      ? say`bash skips the rest of this text and continues after it.`
      : say`${shell} stops the whole script here with status 2.`;
  }
  const first = /^(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*$/u.test(source.text.slice(0, command));
  const name = form === "items" && place.kind !== "script" ? place.kind : undefined;
  if (name === undefined) {
    return first
      ? say`${shell} runs none of it.`
      : say`${shell} runs the commands before line ${lineOf(command)} and stops there with status 2.`;
  }
  return first
    ? say`All items of ${name} are one script: ${shell} runs none of it.`
    : say`All items of ${name} are one script: ${shell} runs the commands before line ${lineOf(command)} and stops there with status 2.`;
}
