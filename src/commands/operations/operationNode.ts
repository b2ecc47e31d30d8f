import type { Services } from "../../services";
import { isTreeNode } from "../../rows/machines/nodes";
import type { OperationRow } from "../../session/operations/operationRow";

/** The operation of a clicked row. */
export function clickedOperation(services: Services, clicked: unknown): OperationRow | undefined {
  return isTreeNode(clicked) && clicked.kind === "operation"
    ? services.tree.list.operation(clicked.operationId)
    : undefined;
}
