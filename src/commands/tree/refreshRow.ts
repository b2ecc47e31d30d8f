import type { Command } from "../run/command";
import { anyMachine, machineTarget } from "./machineTarget";

export const refreshRow: Command = {
  intent: "refresh the machine",
  async run({ services }, clicked) {
    const { rowKey } = await machineTarget(services, clicked, anyMachine);
    await services.tree.list.refreshRow(rowKey);
  },
};
