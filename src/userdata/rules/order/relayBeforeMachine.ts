import { say } from "../../../l10n/sentence";
import { assignRelay, createMachine, enrollment, extension, login } from "../examples";
import type { Rule } from "../rule";

export const relayBeforeMachine: Rule = {
  id: "relay-before-machine",
  severity: "error",
  title: "Relay assigned before the machine exists",
  why: "assign-relay links the VM to an Arc machine resource. Without that resource, the call fails.",
  fix: "Create the machine resource (the PUT) first, then assign the relay.",
  bad: enrollment(extension, login, assignRelay, createMachine),
  good: enrollment(extension, login, createMachine, assignRelay),
  *check({ steps }) {
    const machine = steps.machines[0];
    const early = steps.relays[0];
    if (machine === undefined || early === undefined || early.order > machine.order) return;
    yield {
      span: early.command.span,
      message: say`The relay is assigned before the Arc machine resource exists. Create the machine first.`,
      related: [{ span: machine.command.span, message: say`The machine resource is created here.` }],
    };
  },
};
