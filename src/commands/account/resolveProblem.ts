import { applyRemedy } from "./applyRemedy";
import type { Command } from "../run/command";
import { clickedProblem } from "./problemNode";

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
