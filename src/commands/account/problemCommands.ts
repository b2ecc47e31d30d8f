import { isTreeNode } from "../../rows/machines/nodes";
import type { ListProblem } from "../../session/listing/content";
import type { Services } from "../../services";
import { applyRemedy } from "./applyRemedy";
import type { Command } from "../run/command";

/** The failure that a clicked row tells of. */
export function clickedProblem(services: Services, clicked: unknown): ListProblem | undefined {
  return isTreeNode(clicked) && clicked.kind === "problem"
    ? services.tree.list.problem(clicked.problemId)
    : undefined;
}

/** The button of an error row: what would make it go away. */
export const resolveProblem: Command = {
  intent: "fix the problem",
  async run(scope, clicked) {
    const { services } = scope;
    const problem = clickedProblem(services, clicked);
    const remedy = problem?.error.remedy;
    if (problem === undefined || remedy === undefined || remedy.kind === "retryAfter") return;
    await applyRemedy(remedy, () => services.tree.list.retry(problem.id)).run(scope);
  },
};

export const retry: Command = {
  intent: "retry",
  async run({ services }, clicked) {
    const problem = clickedProblem(services, clicked);
    if (problem !== undefined) await services.tree.list.retry(problem.id);
  },
};
