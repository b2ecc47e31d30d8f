import { say } from "../../../l10n/sentence";
import type { ShellCommand } from "../../script/command";
import { enrollment, installAgent, login } from "../examples";
import { bypassNames, exportedVariable, proxiedCommand } from "../facts/network/proxy";
import { textAt } from "../subject";
import type { Rule } from "../rule";

const pairs = [
  ["HTTPS_PROXY", "https_proxy"],
  ["HTTP_PROXY", "http_proxy"],
  ["NO_PROXY", "no_proxy"],
] as const;

export const proxyIncomplete: Rule = {
  id: "proxy-incomplete",
  severity: "warning",
  title: "Proxy variables set in part",
  why: "Programs differ in the case of these names: wget and apt read only lowercase names, and so does curl for http_proxy. A variable that is set in only one case works for some steps and fails in others. See the table in docs/proxies.md.",
  fix: "Set HTTPS_PROXY, HTTP_PROXY and NO_PROXY, each in uppercase and lowercase.",
  bad: enrollment(login, installAgent).replace(" http_proxy=http://169.254.0.11:3128", ""),
  good: enrollment(login, installAgent),
  *check(subject) {
    const command = subject.steps.enrolls ? proxiedCommand(subject) : undefined;
    if (command === undefined) return;
    for (const [upper, lower] of pairs) {
      const both = [upper, lower].map((name) => ({ name, variable: exportedVariable(command, name) }));
      const set = both.find((each) => each.variable !== undefined);
      const unset = both.find((each) => each.variable === undefined);
      if (unset === undefined) continue;
      if (set?.variable === undefined) {
        // A missing NO_PROXY has a rule of its own.
        if (upper === bypassNames[0]) continue;
        yield {
          span: command.span,
          message: say`${upper} and ${lower} are not set; ${withoutBoth(command, upper === "HTTPS_PROXY" ? "https" : "http")}.`,
        };
        continue;
      }
      const { span } = set.variable;
      yield {
        span,
        message: say`${set.name} is set, but ${unset.name} is not. Set both.`,
        repairs: copyOf(subject, span, unset.name),
      };
    }
  },
};

/** What goes wrong without either name; ALL_PROXY stands in for some programs only. */
function withoutBoth(command: ShellCommand, scheme: "http" | "https"): string {
  const all = ["ALL_PROXY", "all_proxy"].find((name) => exportedVariable(command, name) !== undefined);
  if (all === undefined) return say`requests over ${scheme} connect without the proxy`;
  return say`wget, apt and programs in Go do not read ${all}, so their requests over ${scheme} connect without the proxy`;
}

/** Exports the same value under the other name, where the value stands plainly after its own name. */
function copyOf(
  subject: Parameters<Rule["check"]>[0],
  span: { readonly start: number; readonly end: number },
  name: string,
): { title: string; edits: { span: { start: number; end: number }; text: string }[] }[] {
  const value = textAt(subject, span);
  const before = subject.document.text.slice(0, span.start);
  if (!/\bexport [^\n]*=$/u.test(before) || !/^[\w.,:/"-]+$/u.test(value)) return [];
  return [
    {
      title: say`Set ${name} too`,
      edits: [{ span: { start: span.end, end: span.end }, text: ` ${name}=${value}` }],
    },
  ];
}
