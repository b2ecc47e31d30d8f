import { isTreeNode } from "../../views/tree/nodes";
import type { ListProblem } from "../../views/tree/problem";
import type { Services } from "../../services";

/** The failure that a clicked row tells of. */
export function clickedProblem(services: Services, clicked: unknown): ListProblem | undefined {
  return isTreeNode(clicked) && clicked.kind === "problem"
    ? services.tree.list.problem(clicked.problemId)
    : undefined;
}
