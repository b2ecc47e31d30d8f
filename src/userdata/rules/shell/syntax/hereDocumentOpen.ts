import { say } from "../../../../l10n/sentence";
import { script } from "../../examples";
import { syntaxVerdicts } from "../../facts/syntaxVerdict";
import type { Rule } from "../../rule";

export const hereDocumentOpen: Rule = {
  id: "here-document-open",
  severity: "warning",
  needs: "shell",
  title: "Here-document that no line closes",
  why: "The line that closes a here-document contains only the word after `<<`: no white space before it (only tabs, with `<<-`) and none after it. Without this line, the shell treats everything to the end of the script as text, and does not run it. dash reports nothing, bash warns.",
  fix: "Put the word alone at the start of a line. In a YAML block, the start is the block's indentation.",
  bad: script("#!/bin/bash", "cat > /etc/motd <<EOF", "Welcome", "  EOF", "echo done"),
  good: script("#!/bin/bash", "cat > /etc/motd <<EOF", "Welcome", "EOF", "echo done"),
  *check(subject) {
    const { lines } = subject.document;
    for (const { program, openDocument } of syntaxVerdicts(subject)) {
      if (openDocument === undefined) continue;
      const { source } = program;
      const { at, delimiter } = openDocument;
      const meant = closeLine(source.text, at, delimiter);
      const hint =
        meant < 0
          ? ""
          : say` Line ${lines.lineAt(source.span(meant, meant + 1).start) + 1} does not close it: more than ${delimiter} is there.`;
      yield {
        span: source.span(at, at + 2),
        message: say`No line closes this here-document, so the shell treats everything after it as text and does not run it.${hint}`,
      };
    }
  },
};

/** Where the delimiter stands on a later line, with blanks or other marks beside it; -1 where it does not. */
function closeLine(text: string, from: number, delimiter: string): number {
  for (let at = text.indexOf("\n", from); at >= 0; at = text.indexOf("\n", at + 1)) {
    const end = text.indexOf("\n", at + 1);
    const line = text.slice(at + 1, end < 0 ? text.length : end);
    if (line.trim().replace(/[;)]+$/u, "") === delimiter) return at + 1 + line.indexOf(delimiter);
  }
  return -1;
}
