/** Characters of all texts that one reading remembers: more than a document has. */
const most = 131_072;

/**
 * Reads a text once for as long as it is among the newest: an editor asks again at each key press, and most scripts of a
 * document are the same then. What is read must not be changed by anybody.
 */
export function remembering<Found>(read: (text: string) => Found): (text: string) => Found {
  const known = new Map<string, { readonly found: Found }>();
  let size = 0;
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before.found;
    const found = read(text);
    known.set(text, { found });
    size += text.length;
    for (const oldest of known.keys()) {
      if (size <= most) break;
      known.delete(oldest);
      size -= oldest.length;
    }
    return found;
  };
}
