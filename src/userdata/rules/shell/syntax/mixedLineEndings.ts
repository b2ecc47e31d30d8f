import { say } from "../../../../l10n/sentence";
import { script } from "../../examples";
import type { Rule } from "../../rule";

const lines = ["#!/bin/sh", "set -e", "echo one", "echo two"];

export const mixedLineEndings: Rule = {
  id: "mixed-line-endings",
  severity: "warning",
  title: "Line ends that cloud-init does not convert",
  why: "cloud-init converts Windows line ends of a script only when the first line has one. Any other carriage return stays: for sh, it is part of the last word of its line.",
  fix: "Save the file with one kind of line ending, preferably LF.",
  bad: script(...lines).replace("echo one\n", "echo one\r\n"),
  good: script(...lines),
  *check({ document }) {
    // A cloud-config is read as YAML, where both ends are the same; a script inside it is not.
    if (document.kind !== "shell-script" && document.kind !== "cloud-boothook") return;
    const { text } = document;
    const first = text.indexOf("\n");
    const windows = first > 0 && text[first - 1] === "\r";
    const strays = [...text.matchAll(windows ? /(?<!\r)\n/gu : /\r\n/gu)];
    const [stray] = strays;
    if (stray === undefined) return;
    const edits = [...text.matchAll(/\r\n/gu)].map((match) => ({
      span: { start: match.index, end: match.index + 2 },
      text: "\n",
    }));
    yield {
      span: { start: stray.index, end: stray.index + stray[0].length },
      message: windows
        ? say`This line ends in LF, the first one in CRLF.`
        : say`This line ends in CRLF, the first one in LF: the carriage return becomes part of the command.`,
      repairs: [{ title: say`Change all line ends to LF`, edits }],
    };
  },
};
