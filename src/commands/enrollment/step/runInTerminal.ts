import type { Command } from "../../run/command";

/** Runs a step, or the VM's script over SSH, in the integrated terminal. */
export const runInTerminal: Command = {
  intent: "run it in a terminal",
  async run(scope, clicked) {
    const { runInTerminal: run } = await import("./terminalRun");
    await run(scope, clicked);
  },
};
