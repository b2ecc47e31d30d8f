import { say } from "../../../l10n/sentence";
import { createMachine, enrollment, login } from "../examples";
import { bodyField, fieldAt, machineBody } from "../facts/azure/machine";
import { literal } from "../../script/value";
import { replacement } from "../repairs";
import type { Rule } from "../rule";

export const machineIdentity: Rule = {
  id: "machine-identity",
  severity: "error",
  title: "Machine resource with an identity other than SystemAssigned",
  why: "The Arc machine gets its own identity, and SystemAssigned is the only kind that it supports. The VM's own identity, system- or user-assigned, does not matter here.",
  fix: 'Send `"identity": { "type": "SystemAssigned" }`.',
  bad: enrollment(login, createMachine.replace("SystemAssigned", "UserAssigned")),
  good: enrollment(login, createMachine),
  *check(subject) {
    for (const { command } of subject.steps.machines) {
      const body = machineBody(command);
      if (body === undefined) continue;
      const place = /"identity"\s*:\s*\{[^}]*?"type"\s*:\s*"([^"]*)"/du.exec(body.text.text)?.indices?.[1];
      if (place === undefined) {
        const type = bodyField(body, "identity");
        if (type === undefined && !/"identity"\s*:\s*[$\u0060]/u.test(body.text.text)) {
          yield {
            span: command.span,
            message: say`The machine's body has no "identity": { "type": "SystemAssigned" }.`,
          };
        }
        continue;
      }
      const { value, span } = fieldAt(body, place);
      const text = literal(value);
      if (text === undefined || text === "SystemAssigned") continue;
      yield {
        span,
        message: say`The Arc machine's identity is always SystemAssigned, whatever the VM has.`,
        repairs: replacement(subject, span, text, "SystemAssigned"),
      };
    }
  },
};
