/** Classes of characters as YAML 1.1 has them. A code of 0 stands for the end of the text; real NULs are refused before. */

export const endOfText = 0;

/** Line feed, carriage return, next line, line separator, paragraph separator. */
export function isBreak(code: number): boolean {
  return code === 10 || code === 13 || code === 0x85 || code === 0x2028 || code === 0x2029;
}

export function isBreakOrEnd(code: number): boolean {
  return code === endOfText || isBreak(code);
}

/** Space, break or end: what must follow a directive name, a tag or a block scalar's head. No tab. */
export function isSpaceOrEnd(code: number): boolean {
  return code === 32 || isBreakOrEnd(code);
}

/** As `isSpaceOrEnd`, or a tab: what must follow `-`, `?` and `:` to make them marks. */
export function isBlankOrEnd(code: number): boolean {
  return code === 32 || code === 9 || isBreakOrEnd(code);
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isHexDigit(code: number): boolean {
  return isDigit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
}

/** Letters, digits, `-` and `_`: names of anchors, directives and tag handles. */
export function isWord(code: number): boolean {
  return (
    isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 45 || code === 95
  );
}

/** The codes of some ASCII characters, for quick look-ups. */
export function codesOf(characters: string): ReadonlySet<number> {
  return new Set(Array.from(characters, (character) => character.charCodeAt(0)));
}

export function isFlowMark(code: number): boolean {
  // , [ ] { }
  return code === 44 || code === 91 || code === 93 || code === 123 || code === 125;
}

/** What YAML 1.1 calls printable, told as its opposite: controls, lone surrogates, U+FFFE and U+FFFF. */
const unprintable = /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** The offset of the first character that may not stand in a YAML text, or -1. */
export function findUnprintable(text: string): number {
  return text.search(unprintable);
}
