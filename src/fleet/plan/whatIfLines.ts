import type { ResourceChange } from "../../arm/resources/deployments";
import { shownValue } from "./compare";

/** Azure marks what comes from a secure parameter; what is known to be secret is left out whatever Azure does. */
const secret = /userData|networkData|password/i;

/** Azure's what-if for people: one line for each resource, and below a changed one what was and what would be. */
export function whatIfLines(changes: readonly ResourceChange[]): readonly string[] {
  return changes.flatMap(({ changeType, resourceId, changes: properties }) => [
    `${changeType.padEnd(9)} ${resourceId}`,
    ...properties
      .filter(({ path, changeType: kind }) => kind !== "NoEffect" && !secret.test(path))
      .map(({ path, before, after }) => `      ${path}: ${shownValue(before)} → ${shownValue(after)}`),
  ]);
}
