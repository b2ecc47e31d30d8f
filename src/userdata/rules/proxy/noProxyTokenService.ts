import { say } from "../../../l10n/sentence";
import { decide } from "../../../arm/proxies/decide";
import {
  TOKEN_SERVICE,
  bypassNames,
  exportedVariable,
  proxiedCommand,
  readerOfProgram,
} from "../facts/network/proxy";
import { enrollment, installAgent, login } from "../examples";
import type { ShellCommand } from "../../script/command";
import { literal } from "../../script/value";
import { textAt } from "../subject";
import type { Rule } from "../rule";

export const noProxyTokenService: Rule = {
  id: "no-proxy-token-service",
  severity: "error",
  title: "NO_PROXY without 169.254.169.254",
  why: "Tokens come from http://169.254.169.254 inside the VM's host. Sent to the proxy, that request fails, and so does the sign-in. Programs read the list differently: only old versions of curl split it at spaces, and `*` works only alone. See the table in docs/proxies.md.",
  fix: "Add 169.254.169.254 to NO_PROXY and no_proxy, separated by commas, without spaces.",
  bad: enrollment(login, installAgent).replaceAll(",169.254.169.254", ""),
  good: enrollment(login, installAgent),
  *check(subject) {
    const command = subject.steps.enrolls ? proxiedCommand(subject) : undefined;
    if (command === undefined || !sendsToProxy(command, {})) return;
    const lists = bypassNames.map((name) => ({ name, variable: exportedVariable(command, name) }));
    if (lists.every((each) => each.variable === undefined)) {
      yield {
        span: command.span,
        message: say`NO_PROXY is not set, so the request for a token goes to the proxy. Set it with ${TOKEN_SERVICE}.`,
      };
      return;
    }
    for (const { name, variable } of lists) {
      const text = variable?.content.kind === "scalar" ? literal(variable.content.value) : undefined;
      if (variable === undefined || text === undefined) continue;
      if (!sendsToProxy(command, { no_proxy: text, NO_PROXY: text })) continue;
      const plain = /^[\w.,:*-]+$/u.test(textAt(subject, variable.span));
      const { end } = variable.span;
      yield {
        span: variable.span,
        message: text.includes(TOKEN_SERVICE)
          ? say`${command.program ?? say`The program`} does not find ${TOKEN_SERVICE} in this ${name}. Separate the list with commas, without spaces.`
          : say`${name} lacks ${TOKEN_SERVICE}, the metadata service address.`,
        repairs: plain
          ? [
              {
                title: say`Add ${TOKEN_SERVICE}`,
                edits: [{ span: { start: end, end }, text: `,${TOKEN_SERVICE}` }],
              },
            ]
          : [],
      };
    }
  },
};

const service = new URL(`http://${TOKEN_SERVICE}/`);
const anyProxy = "http://proxy.invalid:1";

/** Whether the command's program would ask the proxy for a token, with its own proxy variables and this list. */
function sendsToProxy(command: ShellCommand, list: Readonly<Record<string, string>>): boolean {
  const variables = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"].filter(
    (name) => exportedVariable(command, name) !== undefined,
  );
  const environment = Object.fromEntries(variables.map((name) => [name, anyProxy]));
  return decide(readerOfProgram(command.program), { ...environment, ...list }, service).kind !== "direct";
}
