import type { Command } from "../run/command";

export const refreshIdentities: Command = {
  intent: "refresh the identities",
  run({ services }) {
    services.identityTree.refresh();
  },
};
