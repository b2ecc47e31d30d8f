import type { Command } from "../run/command";
import { clickedProblem } from "./problemNode";

export const retry: Command = {
  intent: "retry",
  async run({ services }, clicked) {
    const problem = clickedProblem(services, clicked);
    if (problem !== undefined) await services.tree.list.retry(problem.id);
  },
};
