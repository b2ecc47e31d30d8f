import { keptShape, refused } from "../../protocol";

/** Which enrollment a page was about, from what the page kept; `undefined` for a state of another version. */
export function keptEnrollment(state: unknown): string | undefined {
  const kept = keptShape(state);
  return kept === refused ? undefined : kept.enrollment;
}
