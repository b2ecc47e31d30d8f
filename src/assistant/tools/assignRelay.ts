import { armError } from "../../arm/errors";
import { actionText } from "../../enrollment/actions/actionText";
import { requestOf, type LongAction } from "../../enrollment/actions/azureAction";
import { beginAction } from "../../enrollment/actions/sendAction";
import { ToolInputError, type Tool, type ToolInput } from "../tool";
import { readId } from "./readId";

/** Assigning takes seconds; an assistant does not wait longer for it, and Azure continues. */
const patienceMs = 120_000;

export const assignRelay: Tool = {
  preview: (input) => {
    const action = readAssignment(input);
    const { method, path, apiVersion = "", body } = requestOf(action);
    return {
      title: `${actionText(action)} to ${action.relay.relayType}`,
      method,
      path,
      apiVersion,
      body,
    };
  },
  run: async (input, context, signal) => {
    const action = readAssignment(input);
    const operations = await context.operations();
    const { id, correlationId } = await beginAction(operations, action, { signal });
    const outcome = await operations.watch(id, { signal, timeoutMs: patienceMs });
    switch (outcome.state) {
      case "succeeded":
        return { state: "succeeded", vmId: action.vmId, ...action.relay, correlationId };
      case "running":
        return { state: "underWay", correlationId, note: "Azure continues on its own. Check again later." };
      case "failed":
      case "canceled":
        throw outcome.error;
      case "notStarted":
      case "unknown":
        throw armError(
          "operationFailed",
          "OperationLost",
          { correlationId },
          { causeText: "Azure does not report the result of the operation.", retryable: true },
        );
    }
  },
};

function readAssignment(input: ToolInput): Extract<LongAction, { kind: "assignRelay" }> {
  const vmId = readId(input, "vmId", "Microsoft.NetworkCloud/virtualMachines");
  const machineId = readId(input, "machineId", "Microsoft.HybridCompute/machines");
  const relayType = input.text("relayType") ?? "Platform";
  if (relayType !== "Platform" && relayType !== "Public")
    throw new ToolInputError("“relayType” must be Platform or Public.");
  return { kind: "assignRelay", vmId, relay: { machineId, relayType } };
}
