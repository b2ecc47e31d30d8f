import { say } from "../../../../l10n/sentence";
import { memberOf } from "../../../yaml/members";
import type { YamlMapping } from "../../../yaml/nodes";
import type { Span } from "../../../script/text/mappedText";
import { literal } from "../../../script/value";
import { script } from "../../examples";
import { mappingsUnder, nodeSpan, textUnder } from "../../facts/cloudConfig/config";
import type { Rule } from "../../rule";
import type { Subject } from "../../subject";

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
  needs: "files",
  title: "Script called by its path, but not executable",
  why: 'The default mode of a file of `write_files` is 0644. Calling it fails with "Permission denied".',
  fix: "Add `permissions: '0755'`, or call it as `sh /path/to/script`.",
  bad: file(),
  good: file("    permissions: '0755'"),
  *check(subject) {
    let calls: ReadonlyMap<string, Span> | undefined;
    for (const config of subject.configs) {
      for (const entry of mappingsUnder(config, "write_files")) {
        const path = textUnder(entry, "path");
        if (path === undefined || isExecutable(entry)) continue;
        calls ??= callsOf(subject);
        const call = calls.get(path);
        const node = memberOf(entry, "permissions")?.node ?? memberOf(entry, "path")?.node;
        if (call === undefined || node === undefined) continue;
        yield {
          span: nodeSpan(config, node),
          message: say`${path} is called as a program, but is not executable. Add permissions: '0755'.`,
          related: [{ span: call, message: say`It is called here.` }],
        };
      }
    }
  },
};

function isExecutable(entry: YamlMapping): boolean {
  const mode = textUnder(entry, "permissions");
  return mode !== undefined && (Number.parseInt(mode.replace(/^0o/u, ""), 8) & 0o111) !== 0;
}

/** The first call of each program by its path, where no `chmod` of it comes before. */
function callsOf({ shell }: Subject): ReadonlyMap<string, Span> {
  const calls = new Map<string, Span>();
  const changed = new Set<string>();
  for (const { program, words, span } of shell.commands) {
    if (program === "chmod") {
      for (const word of words.slice(2)) changed.add(literal(word.value) ?? "");
    }
    const path = words[0] && literal(words[0].value);
    if (path !== undefined && !calls.has(path) && !changed.has(path)) calls.set(path, span);
  }
  return calls;
}
