import { memberOf } from "../../yaml/members";
import type { YamlMapping } from "../../yaml/nodes";
import { literal } from "../../script/value";
import { script } from "../examples";
import { mappingsUnder, nodeSpan, textUnder } from "../facts/config";
import type { Rule } from "../rule";
import type { Subject } from "../subject";

const file = (...more: string[]): string =>
  script(
    "#cloud-config",
    "write_files:",
    "  - path: /opt/setup.sh",
    ...more,
    "    content: |",
    "      #!/bin/sh",
    "      echo ready",
    "runcmd:",
    "  - /opt/setup.sh",
  );

export const scriptNotExecutable: Rule = {
  id: "script-not-executable",
  severity: "error",
  title: "Script called by its path, but not executable",
  why: 'A file of `write_files` has mode 0644 unless `permissions` says otherwise. Calling it ends with "Permission denied".',
  fix: "Add `permissions: '0755'`, or call it as `sh /path/to/script`.",
  bad: file(),
  good: file("    permissions: '0755'"),
  *check(subject) {
    for (const config of subject.configs) {
      for (const entry of mappingsUnder(config, "write_files")) {
        const path = textUnder(entry, "path");
        if (path === undefined || isExecutable(entry)) continue;
        const call = callOf(subject, path);
        const node = memberOf(entry, "permissions")?.node ?? memberOf(entry, "path")?.node;
        if (call === undefined || node === undefined) continue;
        yield {
          span: nodeSpan(config, node),
          message: `${path} is called as a program, but is not executable. Add permissions: '0755'.`,
          related: [{ span: call, message: "It is called here." }],
        };
      }
    }
  },
};

function isExecutable(entry: YamlMapping): boolean {
  const mode = textUnder(entry, "permissions");
  return mode !== undefined && (Number.parseInt(mode.replace(/^0o/u, ""), 8) & 0o111) !== 0;
}

function callOf({ shell }: Subject, path: string): { start: number; end: number } | undefined {
  for (const command of shell.commands) {
    const words = command.words.map((word) => literal(word.value));
    if (command.program === "chmod" && words.slice(2).includes(path)) return undefined;
    if (words[0] === path) return command.span;
  }
  return undefined;
}
