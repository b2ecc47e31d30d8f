import { say } from "../../../l10n/sentence";
import { assignRelay, createMachine, enrollment, extension, login } from "../examples";
import { azVerb } from "../facts/azure/az";
import { option } from "../../script/options";
import { literal, valueSpan } from "../../script/value";
import type { Rule } from "../rule";

export const vmName: Rule = {
  id: "vm-name",
  severity: "error",
  title: "Name that no Operator Nexus VM can have",
  why: "A VM's name is 2 to 64 letters and digits. A hyphen, a dot, or an underscore is rejected, so a VM with this name does not exist.",
  fix: "Use only letters and digits. The Arc machine can have a different name than the VM.",
  bad: enrollment("VM_NAME=my-nexus-vm", extension, login, createMachine, assignRelay),
  good: enrollment("VM_NAME=mynexusvm", extension, login, createMachine, assignRelay),
  *check({ shell }) {
    for (const command of shell.commands) {
      if (!/^networkcloud virtualmachine (?!console)/u.test(azVerb(command))) continue;
      const use = option(command, ["--name", "-n", "--virtual-machine-name", "--vm-name"]);
      const text = use.kind === "given" ? literal(use.value) : undefined;
      if (use.kind !== "given" || text === undefined || /^[a-zA-Z0-9]{2,64}$/u.test(text)) continue;
      const message = text.includes("-")
        ? say`A VM's name does not allow hyphens: 2 to 64 letters and digits.`
        : say`A VM's name is 2 to 64 letters and digits.`;
      yield { span: valueSpan(use.value) ?? use.valueSpan, message };
    }
  },
};
