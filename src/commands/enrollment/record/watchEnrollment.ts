import type { Command } from "../../run/command";
import { chosenEnrollment } from "./chosen";
import { runInDesk } from "../step/runInDesk";

/** Asks Azure every few seconds until the machine is connected or a step has failed. */
export const watchEnrollment: Command = {
  intent: "watch the enrollment",
  async run(scope, clicked) {
    const { enrollment } = await chosenEnrollment(scope.services, clicked);
    await runInDesk(scope, enrollment, "watch");
  },
};
