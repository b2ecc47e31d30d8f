import { say } from "../../../../l10n/sentence";
import { memberOf } from "../../../yaml/members";
import { script } from "../../examples";
import { mappingsUnder, nodeSpan, textUnder } from "../../facts/cloudConfig/config";
import type { Rule } from "../../rule";

const file = (path: string): string =>
  script("#cloud-config", "write_files:", `  - path: ${path}`, "    content: level=info");

export const fileInTmp: Rule = {
  id: "file-in-tmp",
  severity: "warning",
  needs: "files",
  title: "File written into /tmp",
  why: "`write_files` runs early in the boot, when systemd may still clean /tmp. The file may be deleted before it is needed.",
  fix: "Write to /run, /opt or /var/lib.",
  bad: file("/tmp/agent.conf"),
  good: file("/run/agent.conf"),
  *check({ configs }) {
    for (const config of configs) {
      for (const entry of mappingsUnder(config, "write_files")) {
        const node = memberOf(entry, "path")?.node;
        if (node === undefined || textUnder(entry, "path")?.startsWith("/tmp/") !== true) continue;
        yield {
          span: nodeSpan(config, node),
          message: say`/tmp may be cleaned after this file is written. Use /run.`,
        };
      }
    }
  },
};
