import { enrollment, installAgent, login } from "../examples";
import { TOKEN_SERVICE, bypassNames, exportedVariable, proxiedCommand } from "../facts/proxy";
import { literal } from "../../script/value";
import { textAt } from "../subject";
import type { Rule } from "../rule";

export const noProxyTokenService: Rule = {
  id: "no-proxy-token-service",
  severity: "error",
  title: "NO_PROXY without 169.254.169.254",
  why: "Tokens come from 169.254.169.254 inside the VM's host. Sent to the proxy, that request fails, and so does the sign-in.",
  fix: "Put 169.254.169.254 into NO_PROXY and no_proxy.",
  bad: enrollment(login, installAgent).replaceAll(",169.254.169.254", ""),
  good: enrollment(login, installAgent),
  *check(subject) {
    const command = subject.steps.enrolls ? proxiedCommand(subject) : undefined;
    if (command === undefined) return;
    const lists = bypassNames.map((name) => ({ name, variable: exportedVariable(command, name) }));
    if (lists.every((each) => each.variable === undefined)) {
      yield {
        span: command.span,
        message: `NO_PROXY is not set, so the request for a token goes to the proxy. Set it with ${TOKEN_SERVICE}.`,
      };
      return;
    }
    for (const { name, variable } of lists) {
      const text = variable?.content.kind === "scalar" ? literal(variable.content.value) : undefined;
      if (variable === undefined || text === undefined || holdsTokenService(text)) continue;
      const plain = /^[\w.,:*-]+$/u.test(textAt(subject, variable.span));
      const { end } = variable.span;
      yield {
        span: variable.span,
        message: `${name} lacks ${TOKEN_SERVICE}, the address that tokens come from.`,
        repairs: plain
          ? [
              {
                title: `Add ${TOKEN_SERVICE}`,
                edits: [{ span: { start: end, end }, text: `,${TOKEN_SERVICE}` }],
              },
            ]
          : [],
      };
    }
  },
};

function holdsTokenService(list: string): boolean {
  const entries = list.split(/[\s,]+/u);
  return entries.includes(TOKEN_SERVICE) || entries.includes("*");
}
