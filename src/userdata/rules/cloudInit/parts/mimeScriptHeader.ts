import { say } from "../../../../l10n/sentence";
import type { Run } from "../../../assembly/runs";
import { mimeDocument } from "../../mimeExamples";
import type { Repair, Rule } from "../../rule";
import type { Subject } from "../../subject";

export const mimeScriptHeader: Rule = {
  id: "mime-script-header",
  severity: "error",
  needs: "scripts",
  title: "Script that does not start with `#!`",
  why: 'cloud-init writes a script or a boothook to a file and runs it as a program. If its first two characters are not `#!`, the kernel rejects it ("Exec format error"), and nothing in it runs. A leading blank line or space is enough to cause this. Only in a boothook, the line `#cloud-boothook` and white space after it are removed first.',
  fix: "Start the script with `#!/bin/bash`, in the first line of the document, or directly after the empty line that ends the part's headers.",
  bad: mimeDocument("text/x-shellscript", "echo ready"),
  good: mimeDocument("text/x-shellscript", "#!/bin/sh", "echo ready"),
  *check(subject) {
    for (const { task } of subject.assembly.runs) {
      if (task.kind !== "script" || task.script.text.text.startsWith("#!")) continue;
      const script = task.script.text;
      const { text } = script;
      const start = text.length - text.trimStart().length;
      const end = text.indexOf("\n", start);
      yield {
        span: script.span(text.startsWith("#", start) ? 0 : start, end < 0 ? text.length : end),
        message: message(task),
        repairs: repairs(subject, task),
      };
    }
  },
};

type ScriptTask = Extract<Run["task"], { kind: "script" }>;

function message({ script: { text, folder } }: ScriptTask): string {
  if (/^\s+#!/u.test(text.text))
    return say`"#!" must come first, without even a blank line before it. Otherwise the kernel rejects this script ("Exec format error") and nothing in it runs.`;
  const what = folder === "boothooks" ? "A boothook" : "A script";
  return say`${what} must start with #!, or the kernel rejects it ("Exec format error") and nothing in it runs.`;
}

/** Takes away what stands before `#!`. */
function repairs(subject: Subject, { script: { text } }: ScriptTask): Repair[] {
  const before = /^\s+(?=#!)/u.exec(text.text)?.[0].length ?? 0;
  if (before === 0 || text.opaque || subject.assembly.composed) return [];
  return [{ title: say`Remove everything before "#!"`, edits: [{ span: text.span(0, before), text: "" }] }];
}
