import { say } from "../../../l10n/sentence";
import { agentProxy, assignRelay, connect, createMachine, enrollment, extension, login } from "../examples";
import { connectsExisting } from "../facts/azure/agent";
import type { Rule } from "../rule";

export const connectBeforeMachine: Rule = {
  id: "connect-before-machine",
  severity: "error",
  title: "Connection before the machine exists",
  why: "`azcmagent connect existing` connects to an existing machine resource, with the key pair of its public key.",
  fix: "Create the machine resource first and connect last.",
  bad: enrollment(extension, login, agentProxy, connect(), createMachine, assignRelay),
  good: enrollment(extension, login, createMachine, assignRelay, agentProxy, connect()),
  *check({ steps }) {
    const machine = steps.machines[0];
    const early = steps.connects.find(({ command }) => connectsExisting(command));
    if (machine === undefined || early === undefined || early.order > machine.order) return;
    yield {
      span: early.command.span,
      message: say`The agent connects before the Arc machine resource exists. Create the machine first.`,
      related: [{ span: machine.command.span, message: say`The machine resource is created here.` }],
    };
  },
};
