import type { ParsedScript } from "unbash";
import { parse } from "unbash";

/** Texts longer than this are not read: three times what Azure takes as custom data. */
export const LONGEST_SCRIPT = 200_000;

/** Parses a shell text. The parser is tolerant: what it cannot read is in `errors`, the rest in `commands`. */
export function readScript(text: string): ParsedScript {
  if (text.length > LONGEST_SCRIPT) return unread("The script is too long to be read.");
  try {
    return parse(text);
  } catch (error) {
    // A parser bug must cost the findings of this one script, not the editor.
    if (error instanceof RangeError || error instanceof TypeError)
      return unread("The script could not be read.");
    throw error;
  }
}

function unread(message: string): ParsedScript {
  return { type: "Script", pos: 0, end: 0, shebang: undefined, commands: [], errors: [{ message, pos: 0 }] };
}
