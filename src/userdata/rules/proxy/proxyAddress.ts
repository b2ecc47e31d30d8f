import type { Span } from "../../script/mappedText";
import { argumentsOf } from "../../script/options";
import type { Value } from "../../script/value";
import { literal, valueSpan } from "../../script/value";
import { agentProxy, connect, enrollment } from "../examples";
import { setsAgentProxy } from "../facts/agent";
import { CSN_PROXY } from "../facts/enrollment";
import { isCsnProxy, proxyNames } from "../facts/proxy";
import { replacement } from "../repairs";
import type { Rule } from "../rule";

export const proxyAddress: Rule = {
  id: "proxy-address",
  severity: "error",
  title: "Wrong address of the proxy",
  why: "The proxy of a Cloud Services Network is http://169.254.0.11:3128 in every VM: http, not https, and port 3128.",
  fix: "Use http://169.254.0.11:3128.",
  bad: enrollment(agentProxy.replace("3128", "3182"), connect()),
  good: enrollment(agentProxy, connect()),
  *check(subject) {
    if (!subject.steps.wantsRelay) return;
    for (const command of subject.shell.commands) {
      for (const { name, value, span } of command.assignments) {
        if (!proxyNames.some((each) => each === name)) continue;
        yield* judge(subject, value, valueSpan(value) ?? span);
      }
      const address = setsAgentProxy(command) ? argumentsOf(command)[3] : undefined;
      if (address !== undefined)
        yield* judge(subject, address.value, valueSpan(address.value) ?? address.span);
    }
  },
};

function* judge(
  subject: Parameters<Rule["check"]>[0],
  value: Value,
  span: Span,
): ReturnType<Rule["check"]> & Generator {
  const text = literal(value);
  if (text === undefined || text === "" || isCsnProxy(text)) return;
  yield {
    span,
    message: `The proxy of an Operator Nexus VM is ${CSN_PROXY}.`,
    repairs: replacement(subject, span, text, CSN_PROXY),
  };
}
