import { say } from "../../../../l10n/sentence";
import { script } from "../../examples";
import type { Rule } from "../../rule";

const filler = (count: number): string =>
  script(
    "#!/bin/sh",
    "set -e",
    ...Array.from({ length: count }, (_, i) => `# line ${i} of a long comment that only fills the file`),
  );

export const size: Rule = {
  id: "size",
  severity: "warning",
  title: "User data larger than the limit",
  why: "Azure takes at most 65,535 bytes of custom data before base64. Operator Nexus documents no limit, so the value is a setting.",
  fix: "Download large content at run time, or make it shorter. gzip also works.",
  bad: filler(1400),
  good: filler(10),
  *check({ document, limits }) {
    const { text } = document;
    // One UTF-16 unit is at most three bytes, so a short text needs no counting.
    if (text.length * 3 <= limits.bytes) return;
    const bytes = utf8Length(text);
    if (bytes <= limits.bytes) return;
    const end = document.lines.startOf(0) + document.lines.lineText(0).length;
    yield {
      span: { start: 0, end },
      message: say`This is ${grouped(bytes)} bytes of user data; the limit is ${grouped(limits.bytes)}.`,
    };
  },
};

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** `65,535`. The locale's own way takes milliseconds to set up. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/gu, ",");
}
