/**
 * The one way by which a value enters a shell script (bash, sh, and the az and curl commands that they run).
 *
 * In: any text. Out: one shell word between single quotes, which POSIX shells take literally
 * (POSIX.1-2024, Shell Command Language, 2.2.2). Throws `RangeError` for U+0000: no shell word can hold it.
 * Quoting does not stop a command from reading a leading `-` as an option; `target.ts` refuses such names.
 */
export function quoteForShell(value: string): string {
  if (value.includes("\0")) throw new RangeError("A shell word cannot hold the character U+0000.");
  return `'${value.replaceAll("'", "'\\''")}'`;
}

/** PowerShell takes the typographic single quotes U+2018 to U+201B for the plain one. */
const singleQuotes = /['\u2018-\u201b]/g;

/**
 * The one way by which a value enters a PowerShell script.
 *
 * In: any text. Out: one verbatim string between single quotes, each quote inside doubled
 * (PowerShell language specification, 2.3.5.2). Throws `RangeError` for U+0000, which no argument can hold.
 */
export function quoteForPowerShell(value: string): string {
  if (value.includes("\0")) throw new RangeError("A PowerShell argument cannot hold the character U+0000.");
  return `'${value.replaceAll(singleQuotes, "$&$&")}'`;
}
