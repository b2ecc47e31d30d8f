import { azVerb } from "../facts/az";
import { speaksForIdentity } from "../facts/enrollment";
import { enrollment, installAgent, login } from "../examples";
import type { Rule } from "../rule";

export const agentBeforeLogin: Rule = {
  id: "agent-before-login",
  severity: "error",
  title: "Agent installed before the last token is taken",
  why: "As soon as azcmagent is on the VM, az finds its token service instead of the VM's own. `az login --identity` and every later token of that identity then fail. Other sign-ins (service principal, user, device code) do not ask that service.",
  fix: "Do all that needs a token first: sign in, create the machine resource, assign the relay. Install azcmagent after that.",
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
        message: `The agent is installed before az ${azVerb(late.command)}, which then gets no token. Install it after the last token is taken.`,
        related: [{ span: late.command.span, message: "This needs a token from the VM's identity." }],
      };
      return;
    }
  },
};

/** Commands that fail without a new token; what only looks at the result after the connection has a rule of its own. */
function takesToken(verb: string): boolean {
  return /^(?:login|account get-access-token|rest|networkcloud virtualmachine assign-relay)$/u.test(verb);
}
