import { isInGuestStep, type InGuestStep } from "../../../enrollment/steps/stepNumber";
import type { Command, CommandScope } from "../../run/command";
import { checkNow } from "../record/checkEnrollment";
import { chosenStep } from "../record/chosen";

/** Takes the user's word for a step inside the VM, which Azure cannot show. */
export const sayStepDone: Command = {
  intent: "mark the step as done",
  run: (scope, clicked) =>
    changeWord(scope, clicked, (words, step) => ({ ...words, [step]: new Date().toISOString() })),
};

type Words = Readonly<Partial<Record<InGuestStep, string>>>;

/** Changes what the user said of one step. */
async function changeWord(
  scope: CommandScope,
  clicked: unknown,
  change: (words: Words, step: InGuestStep) => Words,
): Promise<void> {
  const { state, step } = await chosenStep(scope.services, clicked, isInGuestStep);
  if (!isInGuestStep(step)) return;
  const { id } = state.enrollment;
  await scope.services.enrollments.update(id, (record) => ({ ...record, words: change(record.words, step) }));
  if (state.assessment === undefined) await checkNow(scope, id);
}

/** Takes back what the user said of a step inside the VM. */
export const takeWordBack: Command = {
  intent: "mark the step as not done",
  run: (scope, clicked) =>
    changeWord(scope, clicked, (words, step) => {
      const { [step]: _, ...others } = words;
      return others;
    }),
};
