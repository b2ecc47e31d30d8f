import { say } from "../../../l10n/sentence";
import { memberOf } from "../../yaml/members";
import { script } from "../examples";
import { nodeSpan } from "../facts/cloudConfig/config";
import type { Rule } from "../rule";

const config = (...more: string[]): string =>
  script("#cloud-config", "power_state:", "  mode: reboot", ...more);

export const powerStateTimeout: Rule = {
  id: "power-state-timeout",
  severity: "hint",
  title: "power_state without a timeout",
  why: "This module is the last module, so `runcmd` and the scripts have ended. `timeout` is the time that it waits for cloud-init itself to end before the VM goes down anyway. The default is 30 seconds.",
  fix: "Add `timeout` with the number of seconds that cloud-init gets to end.",
  bad: config(),
  good: config("  timeout: 120"),
  *check({ configs }) {
    for (const each of configs) {
      const member = memberOf(each.root, "power_state");
      if (member?.node.kind !== "mapping" || memberOf(member.node, "timeout") !== undefined) continue;
      yield {
        span: nodeSpan(each, member.key),
        message: say`No timeout: after its last module cloud-init gets 30 seconds to end.`,
      };
    }
  },
};
