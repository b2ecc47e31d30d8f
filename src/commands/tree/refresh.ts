import type { Command } from "../run/command";

export const refresh: Command = {
  intent: "refresh the machines",
  run: ({ services }) => services.tree.list.reload(),
};
