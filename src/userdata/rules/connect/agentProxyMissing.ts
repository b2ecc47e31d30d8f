import { say } from "../../../l10n/sentence";
import { agentProxy, connect, enrollment } from "../examples";
import { setsAgentProxy } from "../facts/azure/agent";
import { lineBefore } from "../repairs";
import type { Rule } from "../rule";

export const agentProxyMissing: Rule = {
  id: "agent-proxy-missing",
  severity: "error",
  title: "Agent's own proxy not set before the connection",
  why: "The agent is a service: it does not read the script's variables. Without its own proxy setting, it cannot connect to anything from an Operator Nexus VM.",
  fix: 'Run `azcmagent config set proxy.url "http://169.254.0.11:3128"` after the installation and before `connect existing`.',
  bad: enrollment(connect()),
  good: enrollment(agentProxy, connect()),
  *check(subject) {
    const { shell, steps } = subject;
    if (!steps.wantsRelay) return;
    const first = steps.connects[0];
    const set = shell.commands.findIndex(setsAgentProxy);
    if (first === undefined || (set >= 0 && set < first.order)) return;
    const late = set < 0 ? undefined : shell.commands[set];
    yield {
      span: first.command.span,
      message: say`The agent's proxy is ${late === undefined ? say`not set` : say`set too late`}: run azcmagent config set proxy.url before this.`,
      ...(late === undefined
        ? { repairs: lineBefore(subject, first.command, agentProxy, say`Set the agent's proxy first`) }
        : { related: [{ span: late.span, message: say`The proxy is set here.` }] }),
    };
  },
};
