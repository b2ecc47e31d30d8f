import type { Command } from "../command";
import { chosenEnrollment } from "./chosen";

/** Stops watching. Azure goes on with what it has begun. */
export const stopEnrollment: Command = {
  intent: "stop watching the enrollment",
  async run({ services }, clicked) {
    const { enrollment } = await chosenEnrollment(services, clicked);
    services.enrollments.stop(enrollment.id);
  },
};
