import { say } from "../../../../l10n/sentence";
import { script } from "../../examples";
import { nodeSpan } from "../../facts/cloudConfig/config";
import { certainText, fileEntries } from "../../facts/cloudConfig/writtenFiles";
import type { Rule } from "../../rule";

const file = (path: string): string =>
  script("#cloud-config", "write_files:", `  - path: ${path}`, "    content: level=info");

export const filePath: Rule = {
  id: "path-not-absolute",
  severity: "warning",
  needs: "files",
  title: "Path that does not start with a slash",
  why: "cloud-init does not expand `~` and `$HOME`, and a path without a leading slash starts at /: `~/x` becomes /~/x.",
  fix: "Write the whole path: /home/NAME/x with `defer: true`, or /root/x.",
  bad: file("~/agent.conf"),
  good: file("/root/agent.conf"),
  *check(subject) {
    for (const each of fileEntries(subject)) {
      const node = certainText(each, "path");
      const wrong = node !== undefined && (!node.text.startsWith("/") || /^\/?\$[A-Z]/u.test(node.text));
      if (!wrong || node.text === "") continue;
      yield {
        span: nodeSpan(each.config, node),
        message: say`cloud-init does not expand ~ and variables in a path: this file becomes ${becomes(node.text)}.`,
      };
    }
  },
};

function becomes(path: string): string {
  return path.startsWith("/") ? path : `/${path.replace(/^(?:\.\/)+/u, "")}`;
}
