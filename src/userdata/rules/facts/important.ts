import type { Subject } from "../subject";
import type { Step } from "./enrollment";

/** The steps whose failure must stop the script, in the order of the run. */
export function importantSteps({ steps }: Subject): Step[] {
  const all = [...steps.logins, ...steps.machines, ...steps.relays, ...steps.installs, ...steps.connects];
  const own = all.filter(({ command }) => command.place.kind !== "packages");
  return own.sort((left, right) => left.order - right.order);
}
