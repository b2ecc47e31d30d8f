import type { ActionName, Dialect, Model, PageWords } from "../../src/protocol";
import type { ChoiceLists } from "./choiceLists";
import type { PendingInput } from "./pendingInput";

/** What every part of the page is drawn from. */
export interface Page {
  readonly model: Model;
  readonly words: PageWords;
  /** BCP 47, for times. */
  readonly locale: string;
  readonly choices: ChoiceLists;
  readonly typed: PendingInput;
  readonly do: PageActions;
}

/** What a person can do on the page. */
export interface PageActions {
  readonly turnTo: (page: number) => void;
  readonly type: (field: string, text: string) => void;
  readonly setDialect: (dialect: Dialect) => void;
  readonly check: () => void;
  readonly act: (action: ActionName) => void;
}

/** A word of the host's with its places filled. */
export function fill(word: string, ...values: (string | number)[]): string {
  return word.replaceAll(/\{(\d)\}/g, (whole, place: string) => String(values[Number(place)] ?? whole));
}
