import type { Command } from "../../run/command";
import { changeWord } from "./sayStepDone";

/** Takes back what the user said of a step inside the VM. */
export const takeWordBack: Command = {
  intent: "mark the step as not done",
  run: (scope, clicked) =>
    changeWord(scope, clicked, (words, step) => {
      const { [step]: _, ...others } = words;
      return others;
    }),
};
