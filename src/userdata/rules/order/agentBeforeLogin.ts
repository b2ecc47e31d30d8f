import { say } from "../../../l10n/sentence";
import { azVerb } from "../facts/azure/az";
import { speaksForIdentity } from "../facts/azure/enrollment";
import { enrollment, installAgent, login } from "../examples";
import type { Rule } from "../rule";

export const agentBeforeLogin: Rule = {
  id: "agent-before-login",
  severity: "error",
  title: "Agent installed before the last token is requested",
  why: "When azcmagent is on the VM, az uses its token service instead of the VM's. `az login --identity` and every later token request of that identity then fail. Other sign-ins (service principal, user, device code) do not use that service.",
  fix: "First do everything that needs a token: sign in, create the machine resource, assign the relay. Then install azcmagent.",
  bad: enrollment(installAgent, login),
  good: enrollment(login, installAgent),
  *check({ steps }) {
    const fromIdentity = steps.tokens.filter(({ order }) => speaksForIdentity(steps, order));
    const lastConnect = steps.connects.at(-1)?.order ?? Number.POSITIVE_INFINITY;
    for (const install of steps.installs) {
      const removed =
        steps.removals.find((each) => each.order > install.order)?.order ?? Number.POSITIVE_INFINITY;
      const late = fromIdentity.find(
        ({ order, command }) =>
          order > install.order && order < removed && (order < lastConnect || takesToken(azVerb(command))),
      );
      if (late === undefined) continue;
      yield {
        span: install.command.span,
        message: say`The agent is installed before az ${azVerb(late.command)}, which then gets no token. Install it after the last token request.`,
        related: [{ span: late.command.span, message: say`This needs a token from the VM's identity.` }],
      };
      return;
    }
  },
};

/** Commands that fail without a new token; what only looks at the result after the connection has a rule of its own. */
function takesToken(verb: string): boolean {
  return /^(?:login|account get-access-token|rest|networkcloud virtualmachine assign-relay)$/u.test(verb);
}
