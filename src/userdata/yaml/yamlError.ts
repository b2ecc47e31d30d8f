import { say } from "../../l10n/sentence";
/**
 * Where reading stopped. `place` is what the reader was looking at, `context` the start of the construct around it;
 * cloud-init prints the context where there is one. Python's own exceptions carry no place at all, and cloud-init then
 * prints line 1, column 1: `unplaced`.
 */
export class YamlError extends Error {
  override readonly name = "YamlError";
  readonly place: number;
  readonly context: number | "unplaced" | undefined;

  constructor(message: string, place: number, context?: number | "unplaced") {
    super(message);
    this.place = place;
    this.context = context;
  }
}

/** Merges (`<<`) that stand for more keys than there is time for. Nothing of such a tree can be looked at. */
export class TooMuchMerged extends YamlError {
  constructor(place: number) {
    super(say`The merges (<<) of this document expand to more keys than can be checked.`, place, place);
  }
}

/** A character as a message shows it. */
export function shown(text: string, offset: number): string {
  const code = text.codePointAt(offset);
  if (code === undefined) return say`the end of the text`;
  if (code === 9) return say`a tab`;
  if (code === 10 || code === 13) return say`the end of the line`;
  return `"${String.fromCodePoint(code)}"`;
}
