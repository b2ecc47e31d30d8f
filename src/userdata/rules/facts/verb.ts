import type { ShellCommand } from "../../script/command";

/** Reads the verb of a program's commands, each once: most rules ask for it. Empty for commands of other programs. */
export function verbOf(
  program: string,
  read: (command: ShellCommand) => string,
): (command: ShellCommand) => string {
  const verbs = new WeakMap<ShellCommand, string>();
  return (command) => {
    if (command.program !== program) return "";
    const known = verbs.get(command);
    if (known !== undefined) return known;
    const verb = read(command);
    verbs.set(command, verb);
    return verb;
  };
}
