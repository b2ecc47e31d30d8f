import type { Command } from "./command";

/** A command whose code is loaded when it is run for the first time, so that a window starts without it. */
export function onFirstUse(load: () => Promise<Command>): Command {
  let loaded: Command | undefined;
  return {
    // Asked for after a failure, when the command is there; its own code may be what could not be loaded.
    get intent() {
      return loaded?.intent ?? "load the command";
    },
    async run(scope, ...args) {
      loaded ??= await load();
      await loaded.run(scope, ...args);
    },
  };
}
