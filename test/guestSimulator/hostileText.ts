import fc from "fast-check";

const pieces = [
  ...Array.from("'\"`\\\n\r\t!- ;|&*?~#%^<>})aé資😀"),
  ...["$(", "${", "--", "\u2018", "\u2019", "\u201a", "\u201b", "\u2028", "\u202e", "\ufeff", "\x7f"],
];

/** Text that breaks careless quoting; no U+0000 and no lone surrogate, which no script file can hold. */
export const hostileText = fc
  .oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join("")),
  )
  .filter((value) => !value.includes("\0") && !/\p{Surrogate}/u.test(value));
