import { say } from "../../../l10n/sentence";
import { closest } from "../../cloudConfig/validation/spelling";
import { literal, knownStart } from "../../script/value";
import { agentProxy, connect, enrollment } from "../examples";
import { agentOptionNames, unknownAgentOptions } from "../facts/azure/agentOptions";
import { optionSpan, replacement } from "../repairs";
import type { Rule } from "../rule";

export const unknownOption: Rule = {
  id: "agent-unknown-option",
  severity: "warning",
  title: "Option that azcmagent does not have",
  why: "azcmagent stops at an unknown option, and the machine is not connected.",
  fix: "Use the options of Microsoft's page on `azcmagent connect`, and `--vmid`, `--private-key` or `--use-saved-key` for `connect existing`.",
  bad: enrollment(agentProxy, `${connect()} --ignore-network-checks`),
  good: enrollment(agentProxy, `${connect()} --ignore-network-check`),
  *check(subject) {
    for (const { command } of subject.steps.connects) {
      for (const word of unknownAgentOptions(command)) {
        const name = (literal(word.value) ?? knownStart(word.value)).replace(/=.*$/su, "");
        const meant = nearest(name);
        const span = optionSpan(subject, word, name);
        yield {
          span,
          message: say`azcmagent connect has no option ${name}.${meant === undefined ? "" : say` Did you mean ${meant}?`}`,
          repairs: meant === undefined ? [] : replacement(subject, span, name, meant),
        };
      }
    }
  },
};

/** The option that was meant: one that the name continues from, that it is short for, or that is spelled like it. */
function nearest(name: string): string | undefined {
  const word = name.replace(/^-+/u, "").toLowerCase();
  if (word.length < 2) return undefined;
  const goesOn = agentOptionNames.filter((each) => word.startsWith(each.slice(2)));
  const shortFor = agentOptionNames.filter((each) => each.slice(2).startsWith(word));
  return (
    goesOn.sort((a, b) => b.length - a.length)[0] ??
    (shortFor.length === 1 ? shortFor[0] : undefined) ??
    closest(word, agentOptionNames)
  );
}
