import { isTreeNode } from "../../rows/machines/nodes";
import type { ListProblem } from "../../session/listing/problem";
import type { Services } from "../../services";

/** The failure that a clicked row tells of. */
export function clickedProblem(services: Services, clicked: unknown): ListProblem | undefined {
  return isTreeNode(clicked) && clicked.kind === "problem"
    ? services.tree.list.problem(clicked.problemId)
    : undefined;
}
