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
