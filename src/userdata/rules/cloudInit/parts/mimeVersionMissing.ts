import { say } from "../../../../l10n/sentence";
import { lacksMimeVersion } from "../../../document";
import { script } from "../../examples";
import type { Rule } from "../../rule";

const document = (...head: string[]): string =>
  script(
    'Content-Type: multipart/mixed; boundary="part"',
    ...head,
    "",
    "--part",
    "Content-Type: text/x-shellscript",
    "",
    "#!/bin/sh",
    "echo ready",
    "--part--",
  );

export const mimeVersionMissing: Rule = {
  id: "mime-version-missing",
  severity: "error",
  title: "MIME document without MIME-Version near its top",
  why: "cloud-init recognizes a MIME document by `MIME-Version:` in its first 4,096 bytes. Without it, the whole document is rejected.",
  fix: "Add the line `MIME-Version: 1.0` to the headers at the top.",
  bad: document(),
  good: document("MIME-Version: 1.0"),
  *check({ document: userData }) {
    if (!lacksMimeVersion(userData)) return;
    const end = userData.lines.lineText(0).length;
    yield {
      span: { start: 0, end },
      message: say`MIME-Version: is missing in the first 4,096 bytes, so cloud-init does not recognize this document as MIME.`,
      repairs: [
        {
          title: say`Add MIME-Version: 1.0`,
          edits: [{ span: { start: end, end }, text: "\nMIME-Version: 1.0" }],
        },
      ],
    };
  },
};
