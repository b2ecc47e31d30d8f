/** Who runs a script: what its first two characters say to the kernel. */

/** The interpreter with its argument, as the kernel reads it; nothing where the kernel refuses the file. */
export function interpreterLine(text: string): string | undefined {
  if (!text.startsWith("#!")) return undefined;
  const end = text.indexOf("\n");
  const line = text.slice(2, end < 0 ? undefined : end).trim();
  return line === "" ? undefined : line;
}
