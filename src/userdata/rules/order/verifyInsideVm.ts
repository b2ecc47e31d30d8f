import { say } from "../../../l10n/sentence";
import { agentProxy, connect, enrollment, login } from "../examples";
import { azVerb } from "../facts/azure/az";
import { speaksForIdentity } from "../facts/azure/enrollment";
import type { Rule } from "../rule";

export const verifyInsideVm: Rule = {
  id: "verify-inside-vm",
  severity: "warning",
  title: "Result queried with az inside the VM",
  why: "After the agent is connected, az in the VM uses the machine's own new identity, which has no role yet. The query fails, and with `set -e` so does the boot.",
  fix: "Check the result from a workstation. In the VM, use `azcmagent show`.",
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
        message: say`Inside the VM, this fails after the agent is connected. Check from a workstation, or use azcmagent show.`,
        related: [{ span: connected.command.span, message: say`The agent connects here.` }],
      };
    }
  },
};
