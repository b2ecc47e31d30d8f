import type { Command } from "../run/command";
import { clickedOperation } from "./operationNode";

/** Azure continues: an operation of Operator Nexus cannot be canceled. */
export const stopWatchingOperation: Command = {
  intent: "stop watching the operation",
  run({ services }, clicked) {
    const operation = clickedOperation(services, clicked);
    if (operation !== undefined) services.operations.stopWatching(operation.id);
  },
};
