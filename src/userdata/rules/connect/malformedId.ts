import { say } from "../../../l10n/sentence";
import { agentProxy, connect, enrollment } from "../examples";
import type { AgentOptionName } from "../facts/azure/agentOptions";
import { agentOption } from "../facts/azure/agentOptions";
import { literal, valueSpan } from "../../script/value";
import type { Rule } from "../rule";

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

export const malformedId: Rule = {
  id: "malformed-id",
  severity: "error",
  title: "Tenant, subscription or vmid that is not a GUID",
  why: "The tenant and the vmid are GUIDs such as 11111111-2222-3333-4444-555555555555; the agent rejects anything else. You can also specify a subscription by its name, but not by a placeholder or a GUID with an error.",
  fix: "Use the ID. `az account show --query tenantId` and `--query id` print the first two.",
  bad: enrollment(agentProxy, connect(undefined, { "--tenant-id": "contoso.onmicrosoft.com" })),
  good: enrollment(agentProxy, connect(undefined, { "--tenant-id": "11111111-2222-3333-4444-555555555555" })),
  *check({ steps }) {
    for (const { command } of steps.connects) {
      for (const [name, isWrong] of checks) {
        const use = agentOption(command, name);
        const text = use.kind === "given" ? literal(use.value) : undefined;
        if (use.kind !== "given" || text === undefined || !isWrong(text)) continue;
        yield { span: valueSpan(use.value) ?? use.valueSpan, message: say`${name} must be a GUID.` };
      }
    }
  },
};

const isNoGuid = (text: string): boolean => !guid.test(text);

/** `--subscription-id` takes a name or an ID (azcmagent-connect.md, 25 September 2025); a name has none of `<`, `>`, `;` and `|`. */
function isNoSubscription(text: string): boolean {
  return text === "" || /[<>;|]/u.test(text) || (/^\{?[0-9a-f-]{30,40}\}?$/iu.test(text) && isNoGuid(text));
}

const checks: readonly (readonly [AgentOptionName, (text: string) => boolean])[] = [
  ["--tenant-id", isNoGuid],
  ["--subscription-id", isNoSubscription],
  ["--vmid", isNoGuid],
];
