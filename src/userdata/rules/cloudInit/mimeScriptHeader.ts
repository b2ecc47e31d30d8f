import { script } from "../examples";
import type { Rule } from "../rule";

const document = (...body: string[]): string =>
  script(
    'Content-Type: multipart/mixed; boundary="part"',
    "MIME-Version: 1.0",
    "",
    "--part",
    'Content-Type: text/x-shellscript; charset="utf-8"',
    "",
    ...body,
    "--part--",
  );

export const mimeScriptHeader: Rule = {
  id: "mime-script-header",
  severity: "error",
  title: "Shell part that does not begin with `#!`",
  why: 'cloud-init runs a text/x-shellscript part as a program. Without `#!` in its first two characters the kernel refuses it ("Exec format error").',
  fix: "Begin the part with `#!/bin/bash`, directly after the empty line behind its headers.",
  bad: document("echo ready"),
  good: document("#!/bin/sh", "echo ready"),
  *check({ parts }) {
    for (const { type, body } of parts) {
      if (type !== "text/x-shellscript" || body.text.startsWith("#!")) continue;
      const end = body.text.indexOf("\n");
      yield {
        span: body.span(0, end < 0 ? body.text.length : end),
        message: "A text/x-shellscript part must begin with #!.",
      };
    }
  },
};
