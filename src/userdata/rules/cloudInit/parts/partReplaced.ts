import { say } from "../../../../l10n/sentence";
import type { SharedKey } from "../../../assembly/merge/mergedConfig";
import { mimeDocument, mimeParts } from "../../mimeExamples";
import type { Repair, Report, Rule } from "../../rule";
import type { Subject } from "../../subject";

const first = ["#cloud-config", "runcmd:", "  - echo one"];
const second = ["#cloud-config", "runcmd:", "  - echo two"];
const appending = "merge_how: dict(recurse_array)+list(append)";

export const partReplaced: Rule = {
  id: "part-replaced",
  severity: "warning",
  needs: "parts",
  title: "Key that another part replaces",
  why: "cloud-init merges the cloud-configs of a document key by key. Without a merge setting, a later `runcmd`, `write_files`, `packages` or `users` replaces the earlier one completely: its commands never run, nothing is logged, and the boot counts as successful. `merge_how` (or the header `Merge-Type`) applies to the part that contains it.",
  fix: `Write everything into one cloud-config, or put \`${appending}\` into the later part.`,
  bad: mimeParts(["text/cloud-config", ...first], ["text/cloud-config", ...second]),
  good: mimeDocument("text/cloud-config", ...first, "  - echo two"),
  *check(subject) {
    for (const shared of subject.assembly.shared) {
      const report = reportOf(subject, shared);
      if (report !== undefined) yield report;
    }
  },
};

function reportOf(subject: Subject, { key, outcome, earlier, later }: SharedKey): Report | undefined {
  // Of two texts or numbers the later one is meant to count.
  if (outcome === "merged" || earlier.value.kind === "scalar" || later.value.kind === "scalar")
    return undefined;
  if (outcome === "kept") {
    return {
      span: later.key,
      message: say`This "${key}" has no effect: the value in ${earlier.part} stays, because of this part's merge setting.`,
      related: [{ span: earlier.key, message: say`This one stays.` }],
    };
  }
  return {
    span: earlier.key,
    message: say`${later.part} replaces this "${key}" completely: none of it reaches the VM.`,
    related: [{ span: later.key, message: say`This one counts.` }],
    repairs: appendAt(subject, key, later.key.start),
  };
}

/** A line in front of the later key, where the key starts a line. */
function appendAt({ document }: Subject, key: string, at: number): Repair[] {
  const { lines, text } = document;
  const before = text.slice(lines.startOf(lines.lineAt(at)), at);
  if (!/^[ \t]*$/u.test(before) || !text.startsWith(key, at)) return [];
  const edits = [{ span: { start: at, end: at }, text: `${appending}\n${before}` }];
  return [{ title: say`Append to the earlier part (merge_how)`, edits }];
}
