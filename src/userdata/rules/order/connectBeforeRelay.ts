import { say } from "../../../l10n/sentence";
import { agentProxy, assignRelay, connect, createMachine, enrollment, extension, login } from "../examples";
import type { ShellCommand } from "../../script/command";
import { hasSwitch } from "../../script/options";
import { azVerb, requestOf } from "../facts/azure/az";
import type { Rule } from "../rule";

export const connectBeforeRelay: Rule = {
  id: "connect-before-relay",
  severity: "error",
  title: "Connection before the relay is assigned",
  why: "A machine that connects before its relay is assigned sends its traffic through the public relay, and the later assign-relay gets no token. `az rest` returns when Azure has accepted the request (202), and `--no-wait` does the same: the assignment is still in progress then.",
  fix: "Assign the relay between creating the machine resource and connecting, and wait for it: `az networkcloud virtualmachine assign-relay` waits automatically; after `az rest`, poll the operation until it has succeeded.",
  bad: enrollment(extension, login, createMachine, agentProxy, connect(), assignRelay),
  good: enrollment(extension, login, createMachine, assignRelay, agentProxy, connect()),
  *check({ steps, shell }) {
    const relay = steps.relays[0];
    const early = steps.connects[0];
    const machine = steps.machines[0];
    if (relay === undefined || early === undefined) return;
    if (early.order > relay.order) {
      const between = shell.commands.slice(relay.order + 1, early.order);
      if (!returnsEarly(relay.command) || between.some(waits)) return;
      yield {
        span: early.command.span,
        message: say`The agent connects while the relay may still be in progress. Wait until the assignment has succeeded.`,
        related: [{ span: relay.command.span, message: say`This returns before the relay is assigned.` }],
      };
      return;
    }
    // Where the machine comes later still, that is the fault to name.
    if (machine !== undefined && machine.order > early.order) return;
    yield {
      span: early.command.span,
      message: say`The agent connects before the relay is assigned. Assign the relay first.`,
      related: [{ span: relay.command.span, message: say`The relay is assigned here.` }],
    };
  },
};

/** Whether the command comes back when Azure has only accepted the assignment: `az rest`, curl, and whatever is told not to wait. */
function returnsEarly(command: ShellCommand): boolean {
  if (command.program === "az" && azVerb(command) !== "rest")
    return hasSwitch(command, ["--no-wait"]) === "yes" || command.flow.background;
  return true;
}

/** Whether a command may be what waits for the assignment: it asks Azure again, or it lets time pass. */
function waits(command: ShellCommand): boolean {
  const { program } = command;
  if (program === "sleep" || program === "wait") return true;
  if (program === "az" && /(?:^| )(?:wait|show|list)$/u.test(azVerb(command))) return true;
  return requestOf(command)?.method === "GET";
}
