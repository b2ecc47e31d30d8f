import type { ListStatus } from "./machineList";

/** What the view says beside its title and above its rows. */
export interface Header {
  /** Both are empty when there is nothing to say. */
  readonly description: string;
  readonly message: string;
}

/**
 * Names a filter and the age of saved rows. VS Code hides the description while the view is alone in its side bar,
 * so the message says the same in a sentence. `now` in milliseconds since 1970.
 */
export function describeHeader(status: ListStatus, now: number): Header {
  const { filter, savedAt } = status;
  const saved = savedAt === undefined ? "" : `saved ${age(now - Date.parse(savedAt))} ago`;
  return {
    description: joined([filter === "" ? "" : `filter: ${filter}`, saved], " · "),
    message: joined([matchesOf(status), saved === "" ? "" : `This list was ${saved}.`], " "),
  };
}

function joined(parts: readonly string[], separator: string): string {
  return parts.filter((part) => part !== "").join(separator);
}

/** Without a match the view's welcome text speaks; VS Code shows it only where there is no message. */
function matchesOf({ filter, matches, total }: ListStatus): string {
  if (filter === "" || matches === 0) return "";
  return `${matches.toLocaleString("en")} of ${total.toLocaleString("en")} machines match “${filter}”.`;
}

const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** `3 hours`, from milliseconds. */
function age(milliseconds: number): string {
  for (const [unit, length] of units) {
    const count = Math.floor(milliseconds / length);
    if (count > 0) return `${count} ${unit}${count === 1 ? "" : "s"}`;
  }
  return "moments";
}
