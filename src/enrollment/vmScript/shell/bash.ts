import { quoteForShell } from "../../dialects/quote";

/** A piece of a bash script. Only the tag `bash` makes one. */
export class Bash {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Tag for bash sources: `` bash`printf '%s\n' \${name}` ``.
 *
 * The text is taken as it stands, but for `\${` (a shell expansion) and `` \` ``. A TypeScript value enters through the one quoting
 * function; a piece made by this tag enters as it is.
 */
export function bash(strings: TemplateStringsArray, ...values: readonly (string | number | Bash)[]): Bash {
  const parts = strings.raw.map((raw, index) => {
    const source = raw.replaceAll("\\${", "${").replaceAll("\\`", "`");
    const value = values[index];
    if (value === undefined) return source;
    return source + (value instanceof Bash ? value.text : quoteForShell(String(value)));
  });
  return new Bash(parts.join("").replace(/^\n/, ""));
}

/** One script of many pieces, an empty line between them. */
export function joinBash(pieces: readonly Bash[]): Bash {
  return new Bash(
    pieces
      .map((piece) => piece.text.trimEnd())
      .filter((text) => text !== "")
      .join("\n\n"),
  );
}
