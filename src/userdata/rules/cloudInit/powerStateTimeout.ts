import { memberOf } from "../../yaml/members";
import { script } from "../examples";
import { nodeSpan } from "../facts/config";
import type { Rule } from "../rule";

const config = (...more: string[]): string =>
  script("#cloud-config", "power_state:", "  mode: reboot", ...more);

export const powerStateTimeout: Rule = {
  id: "power-state-timeout",
  severity: "hint",
  title: "power_state without a timeout",
  why: "cloud-init waits 30 seconds for its own end before it reboots or powers off, finished or not. Say how long it may take.",
  fix: "Add `timeout` with the seconds to wait.",
  bad: config(),
  good: config("  timeout: 120"),
  *check({ configs }) {
    for (const each of configs) {
      const member = memberOf(each.root, "power_state");
      if (member?.node.kind !== "mapping" || memberOf(member.node, "timeout") !== undefined) continue;
      yield {
        span: nodeSpan(each, member.key),
        message: "No timeout: cloud-init waits 30 seconds only, finished or not.",
      };
    }
  },
};
