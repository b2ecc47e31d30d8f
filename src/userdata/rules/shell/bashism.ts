import type { SyntaxNode } from "unbash";
import { forEachChild } from "unbash";
import type { ReadScript } from "../../script/shell";
import type { Span } from "../../script/mappedText";
import { script } from "../examples";
import type { Report, Rule } from "../rule";

export const bashism: Rule = {
  id: "bash-in-sh",
  severity: "warning",
  title: "Bash syntax in a text that sh runs",
  why: "Strings under `runcmd` and `bootcmd`, and scripts that begin with `#!/bin/sh`, run under sh. On Ubuntu and Debian that is dash, which stops at `[[`, `source`, arrays and `set -o pipefail`.",
  fix: "Write it the POSIX way, or put it in a script that begins with `#!/bin/bash`.",
  bad: script("#cloud-config", "runcmd:", "  - source /etc/profile.d/proxy.sh"),
  good: script("#cloud-config", "runcmd:", "  - . /etc/profile.d/proxy.sh"),
  *check({ shell }) {
    for (const read of shell.scripts) {
      if (read.dialect !== "sh" || !suspect.test(read.source.text)) continue;
      const found: Report[] = [];
      visit(read, read.syntax, found, 0);
      yield* found.slice(0, 20);
    }
  },
};

/** One of these stands in every text that has something to report; most have none, and their trees need no visit. */
const suspect = /\[\[|=\(|<<<|[<>]\(|&>|\b(?:function|source|declare|typeset|pushd|popd|shopt|pipefail)\b/u;

function visit(read: ReadScript, node: SyntaxNode, found: Report[], depth: number): void {
  if (depth > 60 || found.length > 20) return;
  const report = judge(read, node);
  if (report !== undefined) found.push(report);
  forEachChild(node, (child) => {
    // A script inside `$( )` with escaped backticks has offsets of its own.
    if (child.type !== "Script" || child.source === undefined) visit(read, child, found, depth + 1);
  });
}

function judge(read: ReadScript, node: SyntaxNode): Report | undefined {
  if (node.type === "Command") return judgeCommand(read, node);
  const whole = read.source.span(node.pos, node.end);
  const first = (length: number): Span => read.source.span(node.pos, Math.min(node.end, node.pos + length));
  if (node.type === "TestCommand") return { span: first(2), message: "[[ is bash; in sh use [." };
  if (node.type === "ArrayValue") return { span: whole, message: "sh has no arrays." };
  if (node.type === "HereString")
    return { span: first(3), message: "<<< is bash; in sh use a pipe or a here-document." };
  if (node.type === "ProcessSubstitution")
    return { span: whole, message: "<( ) is bash; sh does not know it." };
  if (node.type === "Redirect" && (node.operator === "&>" || node.operator === "&>>")) {
    return { span: whole, message: "In sh, &> runs the command in the background. Use >file 2>&1." };
  }
  if (node.type === "Function" && /^function\s/u.test(read.source.text.slice(node.pos, node.pos + 9))) {
    return { span: first(8), message: "sh does not know the word function: write name() { … }." };
  }
  return undefined;
}

function judgeCommand(read: ReadScript, node: Extract<SyntaxNode, { type: "Command" }>): Report | undefined {
  const { name } = node;
  if (name === undefined) return undefined;
  const span = read.source.span(name.pos, name.end);
  const words = node.args.map((arg) => arg.text);
  if (name.value === "source") {
    const repairs =
      read.source.text.slice(name.pos, name.end) === "source"
        ? [{ title: "Change to .", edits: [{ span, text: "." }] }]
        : [];
    return { span, message: "source is bash; in sh it is a dot.", repairs };
  }
  if (
    name.value === "declare" ||
    name.value === "typeset" ||
    name.value === "pushd" ||
    name.value === "popd" ||
    name.value === "shopt"
  ) {
    return { span, message: `${name.value} is bash; sh does not know it.` };
  }
  if (name.value === "set" && words.includes("pipefail")) {
    return {
      span: read.source.span(node.pos, node.end),
      message: "dash stops at set -o pipefail. Use set -e, or a bash script.",
    };
  }
  return undefined;
}
