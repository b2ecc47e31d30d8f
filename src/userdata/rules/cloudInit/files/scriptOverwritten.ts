import { say } from "../../../../l10n/sentence";
import { mimeMessage } from "../../mimeExamples";
import type { Rule } from "../../rule";

const part = (name: string, line: string): string[] => [
  "Content-Type: text/x-shellscript",
  `Content-Disposition: attachment; filename="${name}"`,
  "",
  "#!/bin/sh",
  line,
];

export const scriptOverwritten: Rule = {
  id: "script-overwritten",
  severity: "error",
  needs: "parts",
  title: "Script that another script with the same name overwrites",
  why: "cloud-init writes each script to a file of its name and runs the files in the order of their names, `part-001` and `runcmd` among them. A second script with the same name overwrites the first, which then never runs; a script with the name `runcmd` is overwritten by the `runcmd` of a cloud-config.",
  fix: "Give each script a unique name, in the order in which they must run: `10-proxy.sh`, `20-connect.sh`.",
  bad: mimeMessage(part("setup.sh", "echo one"), part("setup.sh", "echo two")),
  good: mimeMessage(part("10-setup.sh", "echo one"), part("20-setup.sh", "echo two")),
  *check({ assembly }) {
    const overwritten = assembly.overwritten.map(({ earlier, later }) => ({
      script: earlier,
      by: say`A later script with the same name`,
      place: later.text.span(0, 1),
    }));
    const commands = assembly.runs.find(({ task }) => task.kind === "items" && task.key === "runcmd")?.task;
    const script = assembly.scripts.find(({ name, folder }) => folder === "scripts" && name === "runcmd");
    if (commands?.kind === "items" && script !== undefined) {
      const place = commands.config
        .sourceOf(commands.items)
        .span(commands.items.start, commands.items.start + 1);
      overwritten.push({ script, by: say`The file of runcmd`, place });
    }
    for (const { script: lost, by, place } of overwritten) {
      const end = lost.text.text.indexOf("\n");
      yield {
        span: lost.text.span(0, end < 0 ? lost.text.text.length : end),
        message: say`${by} overwrites "${lost.name}": this script never runs. Use another name.`,
        related: [{ span: place, message: say`This one runs.` }],
      };
    }
  },
};
