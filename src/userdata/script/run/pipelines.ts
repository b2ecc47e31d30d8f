import type { CommandNode, Pipeline } from "unbash";
import type { Flow, StatusUse } from "../command";
import type { Ending, Shell } from "./shell";
import { changed, continues, stopsAt } from "./shell";
import { printedBy } from "./substitution";

type Run = (shell: Shell, node: CommandNode) => Ending;

/** Runs `a | b`: each in its own subshell, the known output of one as the input of the next. */
export function pipeline(shell: Shell, node: Pipeline, run: Run): Ending {
  const negated = node.prefixes.some((prefix) => prefix.type === "Negation");
  const outer: StatusUse = negated ? "checked" : shell.flow.status;
  const [only, ...more] = node.commands;
  if (only === undefined) return continues;
  if (more.length === 0) return run(changed(shell, { flow: { ...shell.flow, status: outer } }), only);
  const { session } = shell;
  let piped: Pick<Shell, "input" | "pipedFrom"> = { input: undefined, pipedFrom: undefined };
  for (const [index, command] of node.commands.entries()) {
    if (stopsAt(shell, command)) break;
    const last = index === node.commands.length - 1;
    const lost = !last && !shell.state.options.pipefail && command.type === "Command";
    const flow: Flow = {
      ...shell.flow,
      status: lost ? "ignored" : outer,
      output: last ? shell.flow.output : "taken",
    };
    const before = session.commands.length;
    run(changed(shell, { state: shell.state.fork(), flow, piped }), command);
    const made = session.commands.length > before ? session.commands.at(-1) : undefined;
    piped = { input: made === undefined ? undefined : printedBy(made, session.files), pipedFrom: made };
  }
  return continues;
}
