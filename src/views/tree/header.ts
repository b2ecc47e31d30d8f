import type { ListStatus } from "./machineList";

/** What the view says beside its title and above its rows. */
export interface Header {
  /** Both are empty when there is nothing to say. */
  readonly description: string;
  readonly message: string;
}

/** Names a filter and the age of saved rows. `now` in milliseconds since 1970. */
export function describeHeader(status: ListStatus, now: number): Header {
  const parts = [
    status.filter === "" ? "" : `filter: ${status.filter}`,
    status.savedAt === undefined ? "" : `saved ${age(now - Date.parse(status.savedAt))} ago`,
  ];
  return { description: parts.filter((part) => part !== "").join(" · "), message: messageOf(status) };
}

function messageOf({ filter, matches, total, state }: ListStatus): string {
  if (filter === "" || state === "signedOut" || state === "loading") return "";
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
