import fc from "fast-check";

/** Text that breaks careless quoting; no U+0000 and no lone surrogate, which no script file can hold. */
export const hostileText = fc
  .oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc
      .array(
        fc.constantFrom(
          "'",
          '"',
          "`",
          "$(",
          "${",
          "}",
          ")",
          "\\",
          "\n",
          "\r",
          "!",
          "-",
          " ",
          ";",
          "|",
          "&",
          "\u2028",
          "é",
          "資",
          "a",
        ),
        { maxLength: 20 },
      )
      .map((parts) => parts.join("")),
  )
  .filter((value) => !value.includes("\0") && !/\p{Surrogate}/u.test(value));
