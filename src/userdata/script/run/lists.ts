import type { AndOr, PipelineNode } from "unbash";
import type { Flow, StatusUse } from "../command";
import type { Ending, Shell } from "./shell";
import { changed, continues, spend, stopsAt, union } from "./shell";

type Run = (shell: Shell, node: PipelineNode) => Ending;

/** Runs `a && b || c`. What follows a command decides what its failure means. */
export function andOr(shell: Shell, node: AndOr, run: Run): Ending {
  const endings: Ending[] = [];
  const handlers = handlersOf(node);
  for (const [index, command] of node.commands.entries()) {
    if (stopsAt(shell, command)) break;
    const status = statusUse(shell, node, index, handlers[index]);
    const previous = node.commands[index - 1];
    if (previous === undefined) {
      const first = run(changed(shell, { flow: { ...shell.flow, status } }), command);
      if (!first.includes("continues")) return first;
      endings.push(first);
    } else if (node.operators[index - 1] === "||" || isQuestion(shell, previous)) {
      endings.push(runAside(shell, { ...shell.flow, status, reached: "maybe", guarded: true }, command, run));
    } else {
      endings.push(run(changed(shell, { flow: { ...shell.flow, status } }), command));
    }
  }
  // Whatever leaves the list, an earlier command may have decided that it is not reached.
  return node.commands.length > 1 ? union([...endings, continues]) : union(endings);
}

/** Runs what is reached only sometimes, and keeps both ways. */
function runAside(shell: Shell, flow: Flow, command: PipelineNode, run: Run): Ending {
  spend(shell.session, 2);
  const state = shell.state.fork();
  const ending = run(changed(shell, { state, flow }), command);
  if (ending.includes("returned")) shell.returns.push(state);
  if (ending.includes("continues")) shell.state.join([shell.state.fork(), state]);
  return ending;
}

/** For each command of the list the one behind the next `||`, which runs when it fails. */
function handlersOf({ commands, operators }: AndOr): (PipelineNode | undefined)[] {
  const handlers: (PipelineNode | undefined)[] = [];
  let handler: PipelineNode | undefined;
  for (let index = commands.length - 1; index >= 0; index--) {
    if (operators[index] === "||") handler = commands[index + 1];
    handlers[index] = handler;
  }
  return handlers;
}

function statusUse(shell: Shell, node: AndOr, index: number, handler: PipelineNode | undefined): StatusUse {
  if (index === node.commands.length - 1) return shell.flow.status;
  if (handler === undefined) return "chained";
  return shrugs(shell, handler) ? "ignored" : "checked";
}

/** Whether a command asks rather than does: `[ -f x ] && …`, `grep -q … && …`. */
function isQuestion(shell: Shell, node: PipelineNode): boolean {
  if (node.type === "TestCommand" || node.type === "ArithmeticCommand") return true;
  const text = shell.source.text.slice(node.pos, node.end);
  return /^(?:!|\[|test\b|(?:e|f|z)?grep\b|command\s+-v\b|which\b|type\b|id\b|getent\b|systemctl\s+is-|dpkg\s+-s\b)/u.test(
    text,
  );
}

const leaves = /\b(?:exit|return|false|kill|die|fail|abort|fatal|reboot|poweroff|shutdown)\b/u;
const harmless = /^(?:true|:|echo|printf|logger|sleep|log\w*|warn\w*|info)$/u;

/** Whether the right side of `||` only says something and continues. */
function shrugs(shell: Shell, handler: PipelineNode): boolean {
  if (handler.type === "Command") return onlySpeaks(shell, handler.name?.value ?? "");
  if (handler.type !== "BraceGroup" && handler.type !== "Subshell") return false;
  if (leaves.test(shell.source.text.slice(handler.pos, handler.end))) return false;
  return handler.body.commands.every(
    ({ command }) => command.type === "Command" && onlySpeaks(shell, command.name?.value ?? ""),
  );
}

function onlySpeaks(shell: Shell, name: string): boolean {
  if (!harmless.test(name)) return false;
  const called = shell.state.getFunction(name);
  return called === undefined || !leaves.test(called.source.text.slice(called.body.pos, called.body.end));
}
