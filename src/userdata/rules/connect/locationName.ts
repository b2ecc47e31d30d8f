import { say } from "../../../l10n/sentence";
import { agentProxy, connect, enrollment } from "../examples";
import { agentOption } from "../facts/azure/agentOptions";
import { literal, valueSpan } from "../../script/value";
import { replacement } from "../repairs";
import type { Rule } from "../rule";

export const locationName: Rule = {
  id: "location-name",
  severity: "warning",
  title: "Region by its display name",
  why: "The agent builds the service's address from the region's short name, such as `eastus`.",
  fix: "Write the short name: lowercase letters and digits, no spaces.",
  bad: enrollment(agentProxy, connect(undefined, { "--location": '"East US"' })),
  good: enrollment(agentProxy, connect(undefined, { "--location": "eastus" })),
  *check(subject) {
    for (const { command } of subject.steps.connects) {
      const use = agentOption(command, "--location");
      const text = use.kind === "given" ? literal(use.value) : undefined;
      if (use.kind !== "given" || text === undefined || /^[a-z0-9]{2,60}$/u.test(text)) continue;
      const short = text.toLowerCase().replaceAll(" ", "");
      const span = valueSpan(use.value) ?? use.valueSpan;
      yield {
        span,
        message: say`Write the region's short name, such as eastus.`,
        repairs: /^[a-z0-9]{2,60}$/u.test(short) ? replacement(subject, span, text, short) : [],
      };
    }
  },
};
