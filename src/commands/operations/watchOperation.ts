import type { Command } from "../run/command";
import { clickedOperation } from "./operationNode";

export const watchOperation: Command = {
  intent: "watch the operation",
  run({ services }, clicked) {
    const operation = clickedOperation(services, clicked);
    if (operation !== undefined) services.operations.watch(operation.id);
  },
};
