import { say } from "../../../l10n/sentence";
import { agentProxy, connect, enrollment } from "../examples";
import { machineOf } from "../facts/azure/machine";
import { literal, valueSpan } from "../../script/value";
import type { Rule } from "../rule";

export const arcName: Rule = {
  id: "arc-name",
  severity: "error",
  title: "Name that no Arc machine can have",
  why: "An Arc machine's name is at most 54 letters, digits, hyphens, underscores and dots; a VM's name may be longer, up to 64.",
  fix: "Give the Arc machine a shorter name.",
  bad: enrollment(agentProxy, connect(undefined, { "--resource-name": "edge".repeat(14) })),
  good: enrollment(agentProxy, connect(undefined, { "--resource-name": "edge".repeat(13) })),
  *check({ steps }) {
    for (const { command } of [...steps.machines, ...steps.relays, ...steps.connects]) {
      const field = machineOf(command)?.name;
      const text = field && literal(field.value);
      if (field === undefined || text === undefined || /^[a-zA-Z0-9-_.]{1,54}$/u.test(text)) continue;
      const message =
        text.length > 54
          ? say`An Arc machine's name has at most 54 characters; this has ${text.length}.`
          : say`An Arc machine's name can contain letters, digits, hyphens, underscores, and dots.`;
      yield { span: valueSpan(field.value) ?? field.span, message };
    }
  },
};
