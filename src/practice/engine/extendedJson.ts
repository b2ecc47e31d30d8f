import { parseJson, type Json } from "../state/json";

/**
 * Reads what Resource Manager takes for a deployment beside JSON: names without quotation marks, comments, and line ends inside strings
 * (learn.microsoft.com, "Understand the structure and syntax of ARM templates"). azure-cli 2.45 to 2.91 puts the text of the template's
 * file into its request as it stands, behind the bare name `template` (`JsonCTemplatePolicy` in `command_modules/resource/custom.py`).
 * Everything else that is not JSON stays an error: single quotes, commas at the end, values without quotation marks. Throws `SyntaxError`.
 */
export function parseExtendedJson(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return parseJson(text.replace(piece, toJson));
  }
}

/** A string, what opens a string or a comment that never ends, a name before its colon; a comment is in no group. */
const piece =
  /("[^"\\]*(?:\\[\s\S][^"\\]*)*")|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|("|\/\*)|([A-Za-z_$][\w$]*)(?=\s*:)/g;

function toJson(_found: string, string?: string, open?: string, name?: string): string {
  if (open !== undefined) throw new SyntaxError("A string or a comment has no end.");
  if (string !== undefined)
    return string.replace(/[\u0000-\u001f]/g, (control) => JSON.stringify(control).slice(1, -1));
  return name === undefined ? " " : `"${name}"`;
}
