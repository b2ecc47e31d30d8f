import type { Subject } from "../subject";
import type { EnrollmentSteps, Step } from "./steps";

/** The steps whose failure must stop the script, by what they do. */
function kinds(steps: EnrollmentSteps): readonly (readonly Step[])[] {
  return [steps.logins, steps.machines, steps.relays, steps.installs, steps.connects].map((each) =>
    each.filter(({ command }) => command.place.kind !== "packages"),
  );
}

/** These steps in the order of the run. */
export function importantSteps({ steps }: Subject): Step[] {
  return kinds(steps)
    .flat()
    .sort((left, right) => left.order - right.order);
}

/**
 * Steps whose failure is thrown away. Where the same thing is also done with its status looked at, the other is a second
 * try or a refresh, and is left in peace.
 */
export function ignoredSteps({ steps }: Subject): Step[] {
  return kinds(steps).flatMap((each) =>
    each.every(({ command }) => command.flow.status === "ignored") ? each : [],
  );
}
