import { runsHere } from "../../../enrollment/steps";
import type { Command } from "../../run/command";
import { chosenStep, chosenEnrollment } from "../record/chosen";
import { runEnrollment } from "./runEnrollment";

/** Runs one step, for the first time or again. What already exists is not sent. */
export const runStep: Command = {
  intent: "run the step",
  async run(scope, clicked) {
    const { state, step } = await chosenStep(scope.services, clicked, runsHere);
    await runEnrollment(scope, state.enrollment, step);
  },
};

/** Runs all that this workstation has left, in order; in the hands-free mode then watches the VM. */
export const runRemaining: Command = {
  intent: "run the remaining steps",
  async run(scope, clicked) {
    const { enrollment } = await chosenEnrollment(scope.services, clicked);
    await runEnrollment(scope, enrollment, "remaining");
    const state = scope.services.enrollments.get(enrollment.id);
    const handsFree = enrollment.target.creator !== "workstation";
    if (handsFree && isReadyForVm(state?.assessment?.evidence[3].state))
      await runEnrollment(scope, enrollment, "watch");
  },
};

function isReadyForVm(state: string | undefined): boolean {
  return state === "done" || state === "doneByOther";
}
