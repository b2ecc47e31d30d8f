const compiled = new Map<string, RegExp>();

/**
 * A pattern of the catalogue as Python's `re` means it: `$` also stands before a last line break, and `.` is anything
 * but a line feed.
 */
export function pythonPattern(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  let source = "";
  let inClass = false;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === "\\") source += character + pattern.charAt(++at);
    else if (inClass || (character !== "$" && character !== ".")) source += character;
    else source += character === "$" ? "(?=\\n?$)" : "[^\\n]";
    if (character === "[") inClass = true;
    else if (character === "]") inClass = false;
  }
  const expression = new RegExp(source);
  compiled.set(pattern, expression);
  return expression;
}
