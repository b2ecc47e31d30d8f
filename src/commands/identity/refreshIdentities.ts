import type { Command } from "../command";

export const refreshIdentities: Command = {
  intent: "refresh the identities",
  run({ services }) {
    services.identityTree.refresh();
  },
};
