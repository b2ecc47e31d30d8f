import type { ShellCommand } from "../../script/command";
import { once } from "./once";

/** Reads the verb of a program's commands, each once: most rules ask for it. Empty for commands of other programs. */
export function verbOf(
  program: string,
  read: (command: ShellCommand) => string,
): (command: ShellCommand) => string {
  const verb = once(read);
  return (command) => (command.program === program ? verb(command) : "");
}
