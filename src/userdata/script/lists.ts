import type { AndOr, PipelineNode } from "unbash";
import type { Flow, StatusUse } from "./command";
import type { Ending, Shell } from "./shell";

type Run = (shell: Shell, node: PipelineNode) => Ending;

/** Runs `a && b || c`. What follows a command decides what its failure means. */
export function andOr(shell: Shell, node: AndOr, run: Run): Ending {
  for (const [index, command] of node.commands.entries()) {
    const status = statusUse(shell, node, index);
    const joinedBy = node.operators[index - 1];
    const previous = node.commands[index - 1];
    if (joinedBy === undefined || previous === undefined) {
      const ending = run({ ...shell, flow: { ...shell.flow, status } }, command);
      if (ending !== "continues") return ending;
      continue;
    }
    const asks = joinedBy === "||" || isQuestion(shell, previous);
    const flow: Flow = asks
      ? { ...shell.flow, status, reached: "maybe", guarded: true }
      : { ...shell.flow, status };
    if (!asks) {
      const ending = run({ ...shell, flow }, command);
      if (ending !== "continues") return ending;
      continue;
    }
    const state = shell.state.fork();
    if (run({ ...shell, state, flow }, command) === "continues")
      shell.state.join([shell.state.fork(), state]);
  }
  return "continues";
}

function statusUse(shell: Shell, node: AndOr, index: number): StatusUse {
  if (index === node.commands.length - 1) return shell.flow.status;
  const next = node.operators.indexOf("||", index);
  const handler = next < 0 ? undefined : node.commands[next + 1];
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

/** Whether the right side of `||` only says something and goes on. */
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
  const called = shell.state.functions.get(name);
  return called === undefined || !leaves.test(called.source.text.slice(called.body.pos, called.body.end));
}
