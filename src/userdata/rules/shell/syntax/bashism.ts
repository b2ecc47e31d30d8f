import { say } from "../../../../l10n/sentence";
import type { SyntaxNode } from "unbash";
import { forEachChild } from "unbash";
import type { ReadScript } from "../../../script/run/shell";
import type { Span } from "../../../script/text/mappedText";
import { script } from "../../examples";
import type { SyntaxVerdict } from "../../facts/syntaxVerdict";
import { shIsBash, syntaxVerdicts } from "../../facts/syntaxVerdict";
import type { Report, Rule } from "../../rule";
import { does } from "../bashisms/bashism";
import type { Bashism } from "../bashisms/bashism";
import { bashCommand } from "../bashisms/commands";
import { bashSyntax } from "../bashisms/syntax";
import { faultWords } from "./syntaxWords";

export const bashism: Rule = {
  id: "bash-in-sh",
  severity: "warning",
  needs: "shell",
  title: "Bash syntax in a command that sh runs",
  why: "Strings under `runcmd` and `bootcmd`, and scripts that start with `#!/bin/sh`, run under sh. On Debian and Ubuntu, sh is dash: it rejects much bash syntax, and interprets some of it differently without an error. Each message describes dash 0.5.12. On systems whose sh is bash (where the document installs with dnf, yum, or zypper), nothing is reported.",
  fix: "Write it in POSIX syntax, or put it in a script that starts with `#!/bin/bash`.",
  bad: script("#cloud-config", "runcmd:", "  - source /etc/profile.d/proxy.sh"),
  good: script("#cloud-config", "runcmd:", "  - . /etc/profile.d/proxy.sh"),
  *check(subject) {
    const { shell } = subject;
    if (!shell.scripts.some(({ dialect }) => dialect === "sh") || shIsBash(subject)) return;
    const verdicts = syntaxVerdicts(subject);
    const broken = verdicts.flatMap(brokenSpan);
    const found: Report[] = [];
    for (const read of shell.scripts) {
      if (read.dialect === "sh" && suspect.test(read.source.text)) found.push(...reportsOf(read));
    }
    yield* found.filter(
      ({ span }) => !broken.some(({ start, end }) => span.start >= start && span.start < end),
    );
    for (const verdict of verdicts) {
      const report = refused(verdict, found, (at) => subject.document.lines.lineAt(at) + 1);
      if (report !== undefined) yield report;
    }
  },
};

/** One of these stands in every text that has something to report; most have none, and their trees need no visit. */
const suspect = new RegExp(
  [
    /\[\[|=\(|<<<|[<>]\(|[&|>]&|&>|;&|\(\(|\$["'[]|\]=|\+=|\[\^|[?*+@!]\(|\d\d[<>]|\}[<>]|[<>][^\n]*[*?]|\$\(\s*<|`\s*</u,
    /\$\{(?:!|#[@*]|[\w@*]+(?:[[^,/@%#]|:[^-=?+]))|\{[^{}\s]*(?:,|\.\.)[^{}\s]*\}|\/dev\/(?:tcp|udp)\//u,
    /\$\{?(?:S?RANDOM|SECONDS|EPOCH|E?UID|GROUPS|HOST|MACHTYPE|OSTYPE|PIPESTATUS|FUNCNAME|DIRSTACK|BASH)/u,
    /\b(?:function|select|coproc|time|source|pipefail|declare|typeset|let|pushd|popd|dirs|shopt|builtin|caller)\b/u,
    /\b(?:mapfile|readarray|compgen|complete|disown|enable|bind|history|fc|logout|suspend|trap|ulimit|kill)\b/u,
    /\b(?:set|cd|exec|export|hash|jobs|local|printf|read|readonly|type|umask|unset|wait|echo)[ \t]+["']?[-+%]/u,
    /\bprintf\b|\bread\b|(?:^|[\s;&|(])\.\s+[\w.-]+(?:\s|$)|\[ |\btest\b|^[^\s#(]*[^\w\s#(][^\s#(]*\s*\(\)/mu,
  ]
    .map((part) => part.source)
    .join("|"),
  "mu",
);

const maxPerScript = 20;

function reportsOf(read: ReadScript): Report[] {
  const found: Bashism[] = [];
  visit(read, read.syntax, found, 0);
  return found.slice(0, maxPerScript).map((each) => reportOf(read, each));
}

function reportOf({ source }: ReadScript, bashism: Bashism): Report {
  const { pos, end, what, does, instead, repair } = bashism;
  const span = source.span(pos, end);
  const message = [
    say`${what}: dash, the sh of Debian and Ubuntu, ${does}.`,
    ...(instead === undefined ? [] : [instead]),
  ].join(" ");
  if (repair === undefined || source.opaque === true) return { span, message };
  return { span, message, repairs: [{ title: repair.title, edits: [{ span, text: repair.text }] }] };
}

function visit(read: ReadScript, node: SyntaxNode, found: Bashism[], depth: number): void {
  if (depth > 60 || found.length > maxPerScript) return;
  const { text } = read.source;
  const own = bashSyntax(node, text);
  if (own !== undefined && !setsItself(own, text)) found.push(own);
  if (node.type === "Command") found.push(...bashCommand(node));
  // What stands in [[ ]] or (( )) needs no words of its own.
  if (node.type === "TestCommand" || node.type === "ArithmeticCommand") return;
  forEachChild(node, (child) => {
    // A script inside `$( )` with escaped backticks has offsets of its own.
    if (child.type !== "Script" || child.source === undefined) visit(read, child, found, depth + 1);
  });
}

/** Whether an empty variable of bash is one that the script sets itself. */
function setsItself({ what, does: outcome }: Bashism, text: string): boolean {
  if (outcome !== does.empty) return false;
  const name = /\w+/u.exec(what)?.[0] ?? "";
  return new RegExp(`(?:^|[\\s;&|(])(?:${name}=|(?:for|read)\\b[^\\n;]*\\b${name}\\b)`, "mu").test(text);
}

/** From where on a text is no longer read by any shell: what the tolerant parser sees there is not reported. */
function brokenSpan({ program, problem }: SyntaxVerdict): Span[] {
  if (problem === undefined) return [];
  const { source } = program;
  return [
    {
      start: source.span(problem.command, problem.command + 1).start,
      end: source.span(0, source.text.length).end,
    },
  ];
}

/** What only dash refuses, where nothing else was found in the command. */
function refused(
  { program, dashProblem }: SyntaxVerdict,
  found: readonly Report[],
  lineAt: (offset: number) => number,
): Report | undefined {
  if (dashProblem === undefined) return undefined;
  const { source } = program;
  const { command, start, end } = dashProblem;
  const from = source.span(command, command + 1).start;
  const to = source.span(start, Math.max(end, start + 1)).end;
  if (found.some(({ span }) => span.start >= from && span.start <= to)) return undefined;
  const words = faultWords(dashProblem, source.text, (at) => lineAt(source.span(at, at + 1).start));
  const message = say`bash reads this; dash, the sh of Debian and Ubuntu, ${does.syntax}. ${words}`;
  return { span: source.span(start, Math.max(end, start + 1)), message };
}
