import { inEnglish } from "../../l10n/translate";
import { mainResource, type MachineRow } from "../../session/listing/machine";
import { describeState } from "./presentation/state";

/** A test for rows: every word of `text` must occur, in any case, in a row's names, ids, place or state. `undefined` lets all pass. */
export function compileFilter(
  text: string,
  subscriptionName: (id: string) => string,
): ((row: MachineRow) => boolean) | undefined {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return undefined;
  return (row) => {
    const haystack = searchText(row, subscriptionName);
    return words.every((word) => haystack.includes(word));
  };
}

function searchText(row: MachineRow, subscriptionName: (id: string) => string): string {
  const main = mainResource(row);
  const arcName = row.arc?.name ?? "";
  return [
    main.name,
    arcName,
    main.resourceGroup,
    main.subscriptionId,
    subscriptionName(main.subscriptionId),
    main.location ?? "",
    describeState(row, inEnglish),
  ]
    .join("\n")
    .toLowerCase();
}
