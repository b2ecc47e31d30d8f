import { isStepNumber } from "../../../enrollment/steps/stepNumber";
import type { Command } from "../../run/command";
import { chosenEnrollment } from "../record/chosen";

/** Brings a step of an enrollment into sight: behind each finding of a diagnosed log. */
export const showStep: Command = {
  intent: "show the step",
  async run({ services }, step, enrollmentId) {
    if (!isStepNumber(step)) return;
    const known = typeof enrollmentId === "string" ? services.enrollments.get(enrollmentId) : undefined;
    const { enrollment } = known ?? (await chosenEnrollment(services, undefined));
    await services.enrollmentTree.reveal(enrollment.id, step);
  },
};
