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
  why: "The module is the last of all, so `runcmd` and the scripts have ended by then. `timeout` says how long it waits for cloud-init itself to end before the VM goes down all the same; it is 30 seconds when it is left out.",
  fix: "Add `timeout` with the seconds that cloud-init gets for its own end.",
  bad: config(),
  good: config("  timeout: 120"),
  *check({ configs }) {
    for (const each of configs) {
      const member = memberOf(each.root, "power_state");
      if (member?.node.kind !== "mapping" || memberOf(member.node, "timeout") !== undefined) continue;
      yield {
        span: nodeSpan(each, member.key),
        message: "No timeout: after its last module cloud-init gets 30 seconds to end.",
      };
    }
  },
};
