import { say } from "../../../l10n/sentence";
import { agentProxy, assignRelay, connect, createMachine, enrollment, extension, login } from "../examples";
import { connectsExisting } from "../facts/azure/agent";
import type { Rule } from "../rule";

export const relayMissing: Rule = {
  id: "relay-missing",
  severity: "warning",
  title: "Machine created and connected, but no relay assigned",
  why: "Without assign-relay the VM's traffic goes through the public relay.",
  fix: "Run `az networkcloud virtualmachine assign-relay` after the machine resource is created and before the agent connects.",
  bad: enrollment(extension, login, createMachine, agentProxy, connect()),
  good: enrollment(extension, login, createMachine, assignRelay, agentProxy, connect()),
  *check({ steps }) {
    const connected = steps.connects.find(({ command }) => connectsExisting(command));
    const machine = steps.machines[0];
    if (connected === undefined || machine === undefined || steps.relays.length > 0) return;
    yield {
      span: connected.command.span,
      message: say`Nothing assigns the relay before the agent connects, so its traffic uses the public relay.`,
      related: [{ span: machine.command.span, message: say`Assign the relay after this.` }],
    };
  },
};
