import type { Command } from "./command";

export const refresh: Command = {
  intent: "refresh the machines",
  run: ({ services }) => services.tree.list.reload(),
};
