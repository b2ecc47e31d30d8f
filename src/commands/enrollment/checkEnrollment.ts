import type { Command } from "../command";
import { checkNow } from "./checkNow";
import { chosenEnrollment } from "./chosen";

/** Asks Azure how the ten steps of one enrollment stand. */
export const checkEnrollment: Command = {
  intent: "check the enrollment",
  async run(scope, clicked) {
    const { enrollment } = await chosenEnrollment(scope.services, clicked);
    await checkNow(scope, enrollment.id);
  },
};
