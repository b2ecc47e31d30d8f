import { agentProxy, connect, enrollment } from "../examples";
import { connects } from "../facts/agent";
import { option } from "../../script/options";
import { literal, valueSpan } from "../../script/value";
import type { Rule } from "../rule";

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

export const malformedId: Rule = {
  id: "malformed-id",
  severity: "error",
  title: "Tenant, subscription or vmid that is no GUID",
  why: "These three are GUIDs such as 11111111-2222-3333-4444-555555555555. Anything else, a name or a placeholder, is refused.",
  fix: "Put the id in, not the name. `az account show --query tenantId` and `--query id` print the first two.",
  bad: enrollment(agentProxy, connect(undefined, { "--tenant-id": "contoso.onmicrosoft.com" })),
  good: enrollment(agentProxy, connect(undefined, { "--tenant-id": "11111111-2222-3333-4444-555555555555" })),
  *check({ steps }) {
    for (const { command } of steps.connects.filter((step) => connects(step.command))) {
      for (const flag of ["--tenant-id", "--subscription-id", "--vmid"]) {
        const use = option(command, [flag]);
        const text = use.kind === "given" ? literal(use.value) : undefined;
        if (use.kind !== "given" || text === undefined || guid.test(text)) continue;
        yield { span: valueSpan(use.value) ?? use.valueSpan, message: `${flag} takes a GUID.` };
      }
    }
  },
};
