import type { Command } from "./command";

export const clearOperations: Command = {
  intent: "clear the operations that ended",
  run: ({ services }) => services.operations.clearEnded(),
};
