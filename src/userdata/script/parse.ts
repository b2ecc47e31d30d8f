import type { ParsedScript } from "unbash";
import { parse } from "unbash";
import { remembering } from "../remembering";

/** Why a text was not read. */
export type Unread = "too long" | "too deep" | "unreadable";

/** Longer texts are not read: more than any document holds, but variables and files may be put together to more. */
const MAX_SCRIPT_LENGTH = 131_072;

/** Substitutions within substitutions beyond this are not read: the parser reads each of them again for each around it. */
const DEEPEST_SUBSTITUTION = 50;

/** Parses a shell text. The parser is tolerant: what it cannot read is in `errors`, the rest in `commands`. */
export const readScript = remembering((text: string): ParsedScript | Unread => {
  if (text.length > MAX_SCRIPT_LENGTH) return "too long";
  if (nestsTooDeep(text)) return "too deep";
  try {
    return parse(text);
  } catch (error) {
    // The parser calls itself for what is nested; where the stack ends, it ends.
    if (error instanceof RangeError) return "too deep";
    // A parser bug must cost the findings of this one script, not the editor.
    if (error instanceof TypeError) return "unreadable";
    throw error;
  }
});

/** Whether the text has enough brackets at all; most have a few. */
function mayNestTooDeep(text: string): boolean {
  let brackets = 0;
  for (const bracket of ["(", "{"]) {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) brackets++;
  }
  return brackets > DEEPEST_SUBSTITUTION;
}

/**
 * Counts `$(`, `<(`, `>(` and `${` that are open at once. Quotes are not looked at: a count for a guard, no more.
 * Character by character, for an expression would make an object of each mark.
 */
function nestsTooDeep(text: string): boolean {
  if (text.length <= 2 * DEEPEST_SUBSTITUTION || !mayNestTooDeep(text)) return false;
  const parentheses: ("substitution" | "other")[] = [];
  let substitutions = 0;
  let braces = 0;
  for (let at = 0; at < text.length; at++) {
    const mark = text[at];
    if (mark === "\\") {
      at++;
    } else if (mark === "$" || mark === "<" || mark === ">") {
      const next = text[at + 1];
      if (next === "(") {
        parentheses.push("substitution");
        substitutions += 1;
        at++;
      } else if (mark === "$" && next === "{") {
        braces += 1;
        at++;
      }
      if (substitutions + braces > DEEPEST_SUBSTITUTION) return true;
    } else if (mark === "(") parentheses.push("other");
    else if (mark === ")") substitutions -= parentheses.pop() === "substitution" ? 1 : 0;
    else if (mark === "}") braces = Math.max(0, braces - 1);
  }
  return false;
}
