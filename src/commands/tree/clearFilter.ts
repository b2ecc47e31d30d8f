import type { Command } from "../run/command";

export const clearFilter: Command = {
  intent: "clear the filter",
  run({ services }) {
    services.tree.list.setFilter("");
  },
};
