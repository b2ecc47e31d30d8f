import { say } from "../../../l10n/sentence";
import { assignRelay, createMachine, enrollment, extension, login } from "../examples";
import { azVerb } from "../facts/azure/az";
import type { AzSetting } from "../facts/azure/azSettings";
import { azSetting } from "../facts/azure/azSettings";
import { option } from "../../script/options";
import { literal, valueSpan } from "../../script/value";
import type { Rule } from "../rule";

/** az takes the group from its settings where the command does not name one. */
const defaultGroup: AzSetting = { section: "defaults", name: "group" };

const needed = [
  { names: ["--machine-id"], shown: "--machine-id" },
  { names: ["--resource-group", "-g"], shown: "--resource-group" },
  { names: ["--virtual-machine-name", "--name", "-n"], shown: "--name" },
];

export const relayIncomplete: Rule = {
  id: "relay-incomplete",
  severity: "error",
  title: "assign-relay without machine, group or name, or for the public relay",
  why: "The call needs the VM (group and name) and the Arc machine. The command line does not ask for the machine's id, but the service rejects a call without it. `--relay-type Public` undoes the Private Relay.",
  fix: "Specify `-g`, `-n`, and `--machine-id`, and omit `--relay-type` or set it to Platform.",
  bad: enrollment(
    extension,
    login,
    createMachine,
    assignRelay.replace(' --machine-id "$ARC_MACHINE_ID"', ""),
  ),
  good: enrollment(extension, login, createMachine, assignRelay),
  *check({ steps, shell }) {
    for (const { order, command } of steps.relays) {
      if (azVerb(command) === "rest" || command.program !== "az") continue;
      const byIds = option(command, ["--ids"]).kind !== "absent";
      for (const { names, shown } of needed) {
        const use = option(command, names);
        if (use.kind === "flag") yield { span: use.word.span, message: say`${shown} has no value.` };
        if (use.kind !== "absent" || (byIds && shown !== "--machine-id")) continue;
        if (shown === "--resource-group" && azSetting(shell.commands, order, defaultGroup) !== undefined)
          continue;
        yield { span: command.span, message: say`assign-relay needs ${shown}.` };
      }
      const type = option(command, ["--relay-type"]);
      if (type.kind === "given" && literal(type.value)?.toLowerCase() === "public") {
        yield {
          span: valueSpan(type.value) ?? type.valueSpan,
          message: say`Public sends the VM's traffic back to the public relay.`,
        };
      }
    }
  },
};
