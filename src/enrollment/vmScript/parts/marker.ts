import type { EnrollmentTarget } from "../../target/target";

/** Starts the one line of a script that says which enrollment it is; JSON follows. */
export const markerPrefix = "# nexus-arc: enrollment ";

/**
 * The marker line, without a line end: `{"version":1,…}` with the target's values and the Arc machine's `vmId` where it is chosen. It lets the practice cloud, the lint rules and the
 * extension recognize a script that this project wrote. It holds no secret.
 */
export function markerLine(target: EnrollmentTarget, arcVmId: string | undefined): string {
  return `${markerPrefix}${JSON.stringify({ version: 1, ...target, arcVmId })}`;
}
