import { say } from "../../../../l10n/sentence";
import { mimeDocument } from "../../mimeExamples";
import type { Rule } from "../../rule";

const template = ["## template: jinja", "#cloud-config", "hostname: '{{ v1.region }}'"];

export const templateNotFilled: Rule = {
  id: "template-not-filled",
  severity: "warning",
  needs: "parts",
  title: "Template that cloud-init does not fill in",
  why: "cloud-init looks for `## template: jinja` in documents of one part and in parts of the types text/plain, text/x-shellscript and text/jinja2. In a part of another type, text/cloud-config among them, the line is a comment and `{{ … }}` stays unchanged.",
  fix: "Give the part the type text/jinja2.",
  bad: mimeDocument("text/cloud-config", ...template),
  good: mimeDocument("text/jinja2", ...template),
  *check({ assembly }) {
    if (!assembly.composed) return;
    for (const { type, text } of assembly.parts) {
      if (type === "text/jinja2" || !/^\s*##\s*template:\s*jinja/iu.test(text.text)) continue;
      if (!/\{[{%]/u.test(text.text)) continue;
      const start = text.text.length - text.text.trimStart().length;
      const end = text.text.indexOf("\n", start);
      yield {
        span: text.span(start, end < 0 ? text.text.length : end),
        message: say`cloud-init does not fill in this template in a part of type ${type}: its expressions stay unchanged. Give the part the type text/jinja2.`,
      };
    }
  },
};
