import { say } from "../../../l10n/sentence";
import { mimeDocument } from "../mimeExamples";
import type { Rule } from "../rule";

export const lettersChanged: Rule = {
  id: "letters-changed",
  severity: "warning",
  needs: "parts",
  title: "MIME part with characters that change",
  why: "cloud-init reads MIME with Python's email library. In a part that is not encoded, the library writes characters beyond U+00FF as `\\u2192`. (Characters from U+0080 to U+00FF, such as é, make cloud-init drop the part: `part-dropped`.)",
  fix: "Send the part with `Content-Transfer-Encoding: base64`, or keep to ASCII.",
  bad: mimeDocument("text/x-shellscript", "#!/bin/sh", "echo a → b"),
  good: mimeDocument("text/x-shellscript", "#!/bin/sh", "echo 'a -> b'"),
  *check({ assembly, document }) {
    for (const { harm, place } of assembly.parts) {
      if (harm !== "changed") continue;
      const text = document.text.slice(place.start, place.end);
      const at = /[^\u0000-\u00ff]/u.exec(text);
      if (at === null) continue;
      const code = (at[0].codePointAt(0) ?? 0).toString(16).padStart(4, "0");
      const start = place.start + at.index;
      yield {
        span: { start, end: start + at[0].length },
        message: say`"${at[0]}" arrives as \\u${code} on the VM. Encode this part in base64.`,
      };
    }
  },
};
