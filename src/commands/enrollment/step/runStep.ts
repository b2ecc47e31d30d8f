import type { Command } from "../../run/command";
import { chosenStep } from "../record/chosen";
import { runInDesk } from "./runInDesk";

/** Runs one step, for the first time or again. What already exists is not sent. */
export const runStep: Command = {
  intent: "run the step",
  async run(scope, clicked) {
    const { state, step } = await chosenStep(
      scope.services,
      clicked,
      (number) => number < 4 || number === 7 || number === 8,
    );
    await runInDesk(scope, state.enrollment, step);
  },
};
