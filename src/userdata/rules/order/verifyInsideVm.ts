import { agentProxy, connect, enrollment, login } from "../examples";
import { azVerb } from "../facts/az";
import { speaksForIdentity } from "../facts/enrollment";
import type { Rule } from "../rule";

export const verifyInsideVm: Rule = {
  id: "verify-inside-vm",
  severity: "warning",
  title: "Result looked up with az inside the VM",
  why: "After the agent is connected, az in the VM speaks for the machine's own new identity, which has no role yet. The look-up fails, and with `set -e` so does the boot.",
  fix: "Look at the result from a workstation. In the VM, use `azcmagent show`.",
  bad: enrollment(
    login,
    agentProxy,
    connect(),
    'az connectedmachine show -n "$ARC_MACHINE_NAME" -g "$RESOURCE_GROUP"',
  ),
  good: enrollment(login, agentProxy, connect(), "azcmagent show"),
  *check({ steps }) {
    const connected = steps.connects.at(-1);
    if (connected === undefined) return;
    for (const { order, command } of steps.tokens) {
      if (
        order < connected.order ||
        !speaksForIdentity(steps, order) ||
        !/^(?:connectedmachine|networkcloud virtualmachine) (?:show|list)\b/u.test(azVerb(command))
      ) {
        continue;
      }
      yield {
        span: command.span,
        message:
          "Inside the VM this fails once the agent is connected. Look from a workstation, or use azcmagent show.",
        related: [{ span: connected.command.span, message: "The agent connects here." }],
      };
    }
  },
};
