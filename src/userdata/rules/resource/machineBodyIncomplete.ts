import { say } from "../../../l10n/sentence";
import { createMachine, enrollment, login } from "../examples";
import { machineBody } from "../facts/azure/machine";
import type { Rule } from "../rule";

const fields = ["location", "clientPublicKey", "vmId"] as const;

export const machineBodyIncomplete: Rule = {
  id: "machine-body-incomplete",
  severity: "error",
  title: "Machine resource without location, public key or vmId",
  why: "The agent can connect only to a machine that knows its public key and its vmId; Azure rejects a machine without a location.",
  fix: 'Send `"location"`, and under `"properties"` both `"clientPublicKey"` and `"vmId"`.',
  bad: enrollment(login, createMachine.replace(`, "vmId": "'"$ARC_MACHINE_VMID"'"`, "")),
  good: enrollment(login, createMachine),
  *check({ steps }) {
    for (const { command } of steps.machines) {
      const body = machineBody(command);
      if (body === undefined) continue;
      const missing = fields.filter((name) => !body.text.text.includes(`"${name}"`));
      if (missing.length > 0)
        yield { span: command.span, message: say`The machine's body lacks ${missing.join(" and ")}.` };
    }
  },
};
