import type { Run } from "../../assembly/runs";
import { mimeDocument } from "../mimeExamples";
import type { Repair, Rule } from "../rule";
import type { Subject } from "../subject";

export const mimeScriptHeader: Rule = {
  id: "mime-script-header",
  severity: "error",
  title: "Script that does not begin with `#!`",
  why: 'cloud-init writes a script or a boothook to a file and runs it as a program. Without `#!` in its first two characters the kernel refuses it ("Exec format error"), and nothing of it runs. A blank line or a blank in front is enough for that; only in a boothook the line `#cloud-boothook` and blanks behind it are taken off first.',
  fix: "Begin the script with `#!/bin/bash`, in the first line of the document, or directly after the empty line behind the part's headers.",
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
    return 'Nothing may stand before "#!", not even a blank line: the kernel refuses this script ("Exec format error") and nothing of it runs.';
  const what = folder === "boothooks" ? "A boothook" : "A script";
  return `${what} must begin with #!, or the kernel refuses it ("Exec format error") and nothing of it runs.`;
}

/** Takes away what stands before `#!`. */
function repairs(subject: Subject, { script: { text } }: ScriptTask): Repair[] {
  const before = /^\s+(?=#!)/u.exec(text.text)?.[0].length ?? 0;
  if (before === 0 || text.opaque || subject.assembly.composed) return [];
  return [{ title: 'Remove what stands before "#!"', edits: [{ span: text.span(0, before), text: "" }] }];
}
