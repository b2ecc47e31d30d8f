import { parseResourceId } from "../../arm/resources/resourceId";
import { azText, type AzReader } from "./azValue";

/** An option and its words, which are quoted for the shell; without a message it is a flag. */
export type AzOption = readonly [option: string, ...words: string[]];

/** One call of az over several lines. */
export function azCommand(name: string, options: readonly AzOption[]): string {
  return [name, ...options.map(written)].join(" \\\n  ");
}

/** A value that starts with `-` would be read as an option, unless it stands behind a `=`. */
function written([option, ...words]: AzOption): string {
  const [word, ...more] = words;
  if (word?.startsWith("'-") === true && more.length === 0) return `${option}=${word}`;
  return [option, ...words].join(" ");
}

/** The options that say which resource is meant. Throws `RangeError` for the id of anything else. */
export function azPlace(id: string, reader: AzReader): AzOption[] {
  const parsed = parseResourceId(id);
  if (parsed.kind !== "resource") throw new RangeError("The id must be that of a resource.");
  const { subscriptionId = "", resourceGroup = "", name } = parsed;
  return [
    ["--name", azText(name, reader)],
    ["--resource-group", azText(resourceGroup, reader)],
    ["--subscription", azText(subscriptionId, reader)],
  ];
}
