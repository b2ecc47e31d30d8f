import { say } from "../../../l10n/sentence";
import type { Translate } from "../../../l10n/translate";
import type { ListStatus } from "../machineList";

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
export function describeHeader(status: ListStatus, now: number, t: Translate): Header {
  const { filter, savedAt } = status;
  const old = savedAt === undefined ? "" : age(now - Date.parse(savedAt), t);
  return {
    description: joined(
      [filter === "" ? "" : t("filter: {0}", filter), old === "" ? "" : t("saved {0} ago", old)],
      " · ",
    ),
    message: joined([matchesOf(status, t), old === "" ? "" : t("This list was saved {0} ago.", old)], " "),
  };
}

function joined(parts: readonly string[], separator: string): string {
  return parts.filter((part) => part !== "").join(separator);
}

/** Without a match the view's welcome text speaks; VS Code shows it only where there is no message. */
function matchesOf({ filter, matches, total }: ListStatus, t: Translate): string {
  if (filter === "" || matches === 0) return "";
  return t(
    "{0} of {1} machines match “{2}”.",
    matches.toLocaleString("en"),
    total.toLocaleString("en"),
    filter,
  );
}

const units = [
  [say`1 day`, say`{0} days`, 86_400_000],
  [say`1 hour`, say`{0} hours`, 3_600_000],
  [say`1 minute`, say`{0} minutes`, 60_000],
] as const;

/** `3 hours`, from milliseconds. */
function age(milliseconds: number, t: Translate): string {
  for (const [one, many, length] of units) {
    const count = Math.floor(milliseconds / length);
    if (count > 0) return count === 1 ? t(one) : t(many, count);
  }
  return t("a few seconds");
}
