import { say } from "../../../l10n/sentence";
import type { SyntaxNode, Word } from "unbash";
import { forEachChild } from "unbash";
import type { ReadScript } from "../../script/run/shell";
import { script } from "../examples";
import { mayHold, unsetUses } from "../facts/unsetVariables";
import type { Report, Rule } from "../rule";

export const homeInRoot: Rule = {
  id: "home-in-root",
  severity: "warning",
  needs: "shell",
  title: "Path with HOME not set",
  why: "cloud-init runs scripts, `runcmd` and `bootcmd` in `/` and without HOME. `$HOME/.azure` is `/.azure` then. dash, which is sh on Ubuntu and Debian, leaves `~` unchanged, so `mkdir -p ~/.azure` creates `/~/.azure`. bash uses root's home.",
  fix: "Write the path: `/root/.azure`. Or set HOME first: `export HOME=/root`.",
  bad: script("#cloud-config", "runcmd:", "  - mkdir -p ~/.azure"),
  good: script("#cloud-config", "runcmd:", "  - mkdir -p /root/.azure"),
  *check(subject) {
    for (const { name, span, beginsPath, command } of unsetUses(subject)) {
      if (name !== "HOME" || !beginsPath || command.options.nounset) continue;
      yield {
        span,
        message: say`HOME is not set in scripts that cloud-init runs, so this path starts at /. Write /root.`,
      };
    }
    if (!mayHold(subject, /~/u) || /\bHOME=/u.test(subject.document.text)) return;
    for (const read of subject.shell.scripts) {
      if (read.dialect !== "sh" || !read.source.text.includes("~")) continue;
      const found: Report[] = [];
      findTildes(read, read.syntax, found, 0);
      yield* found.slice(0, 20);
    }
  },
};

function findTildes(read: ReadScript, node: SyntaxNode, found: Report[], depth: number): void {
  if (depth > 60 || found.length > 20) return;
  if (node.type === "Command") for (const word of [node.name, ...node.args]) addTilde(read, word, found);
  forEachChild(node, (child) => {
    // A script inside `$( )` with escaped backticks has offsets of its own.
    if (child.type !== "Script" || child.source === undefined) findTildes(read, child, found, depth + 1);
  });
}

/** `~` alone or before a slash, without quotes. */
function addTilde(read: ReadScript, word: Word | SyntaxNode | undefined, found: Report[]): void {
  if (word === undefined || !/^~(?:\/|$)/u.test(read.source.text.slice(word.pos, word.end))) return;
  const span = read.source.span(word.pos, word.pos + 1);
  const repairs =
    read.source.opaque === undefined ? [{ title: "Write /root", edits: [{ span, text: "/root" }] }] : [];
  found.push({
    span: read.source.span(word.pos, word.end),
    message: say`HOME is not set in scripts that cloud-init runs, and dash leaves "~" unchanged: this is a directory with that name. Write /root.`,
    repairs,
  });
}
