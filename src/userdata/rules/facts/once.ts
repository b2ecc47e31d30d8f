/** Reads a fact of a document or a command once, for all rules that ask for it. */
export function once<Source extends object, Fact>(read: (source: Source) => Fact): (source: Source) => Fact {
  const known = new WeakMap<Source, { readonly fact: Fact }>();
  return (source) => {
    const before = known.get(source);
    if (before !== undefined) return before.fact;
    const fact = read(source);
    known.set(source, { fact });
    return fact;
  };
}
