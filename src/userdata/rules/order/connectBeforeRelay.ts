import { agentProxy, assignRelay, connect, createMachine, enrollment, extension, login } from "../examples";
import type { Rule } from "../rule";

export const connectBeforeRelay: Rule = {
  id: "connect-before-relay",
  severity: "error",
  title: "Connection before the relay is assigned",
  why: "A machine that connects before its relay is assigned sends its traffic through the public relay, and the later assign-relay has no token any more.",
  fix: "Assign the relay between creating the machine resource and connecting.",
  bad: enrollment(extension, login, createMachine, agentProxy, connect(), assignRelay),
  good: enrollment(extension, login, createMachine, assignRelay, agentProxy, connect()),
  *check({ steps }) {
    const relay = steps.relays[0];
    const early = steps.connects[0];
    const machine = steps.machines[0];
    if (relay === undefined || early === undefined || early.order > relay.order) return;
    // Where the machine comes later still, that is the fault to name.
    if (machine !== undefined && machine.order > early.order) return;
    yield {
      span: early.command.span,
      message: "The agent connects before the relay is assigned. Assign the relay first.",
      related: [{ span: relay.command.span, message: "The relay is assigned here." }],
    };
  },
};
