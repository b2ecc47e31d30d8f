import { say } from "../../../l10n/sentence";
/** Blanks that are letters for YAML: they come with text that is copied from a web page or a chat. */

const names: Readonly<Record<string, string>> = {
  "\u00a0": say`A no-break space (U+00A0)`,
  "\u2002": say`An en space (U+2002)`,
  "\u2003": say`An em space (U+2003)`,
  "\u2007": say`A figure space (U+2007)`,
  "\u2009": say`A thin space (U+2009)`,
  "\u200b": say`A zero-width space (U+200B)`,
  "\u200c": say`A zero-width non-joiner (U+200C)`,
  "\u200d": say`A zero-width joiner (U+200D)`,
  "\u202f": say`A narrow no-break space (U+202F)`,
  "\u2060": say`A word joiner (U+2060)`,
  "\u3000": say`An ideographic space (U+3000)`,
  "\ufeff": say`A zero-width no-break space (U+FEFF)`,
};

const letters = Object.keys(names).join("");

/** In the indentation, behind a dash, before or behind a key's colon: where only a space will do. */
const structural = new RegExp(
  `^([ \\t]*(?:- +)*-?)([ ]*[${letters}][ ${letters}]*)|^([ ]*(?:- +)*[\\w.-]+)([ ${letters}]*[${letters}][ ${letters}]*)(?=:)|^([ ]*(?:- +)*[\\w.-]+:)([ ]*[${letters}][ ${letters}]*)`,
  "u",
);
const any = new RegExp(`[${letters}]`, "u");

/** The first such blank in a text. */
export function invisibleLetter(text: string): string | undefined {
  return any.exec(text)?.[0];
}

/** The first run of such blanks where a line's structure needs spaces, by offsets in the line. */
export function invisibleIn(line: string): { readonly start: number; readonly end: number } | undefined {
  if (!any.test(line)) return undefined;
  const match = structural.exec(line);
  const head = match?.[1] ?? match?.[3] ?? match?.[5];
  const blank = match?.[2] ?? match?.[4] ?? match?.[6];
  if (head === undefined || blank === undefined) return undefined;
  const first = blank.search(any);
  return { start: head.length + first, end: head.length + blank.length };
}

export function invisibleName(letter: string): string {
  return names[letter] ?? say`An invisible character`;
}

const withoutWidth = /[\u200b-\u200d\u2060\ufeff]/gu;
const withWidth = new RegExp(`[${letters}]`, "gu");

/** A text with spaces instead of such blanks; those without width are left out. */
export function spacesFor(text: string): string {
  return text.replaceAll(withoutWidth, "").replaceAll(withWidth, " ");
}
