import { say } from "../../../../l10n/sentence";
import type { Rule } from "../../rule";

const plain = "#!/bin/sh\nset -e\necho ready\n";

export const encodedAlready: Rule = {
  id: "encoded-already",
  severity: "warning",
  title: "Document that is already base64",
  why: "User data is encoded in base64 exactly once, when it is sent. If it is encoded twice, the VM gets base64 and runs nothing.",
  fix: "Keep the plain text in the file and let `nexus-arc encode` or the VM's creation encode it.",
  bad: "IyEvYmluL3NoCnNldCAtZQplY2hvIHJlYWR5Cg==\n",
  good: plain,
  *check({ document: { kind, lines } }) {
    if (kind !== "base64") return;
    yield {
      span: { start: 0, end: lines.lineText(0).length },
      message: say`This is already base64. Keep the plain text. It is encoded once, when it is sent.`,
    };
  },
};
