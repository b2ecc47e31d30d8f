import type { Dialect } from "../programs";

/** What a word in command position starts or ends. */
export type Keyword =
  | "if"
  | "while"
  | "until"
  | "for"
  | "select"
  | "case"
  | "function"
  | "coproc"
  | "time"
  | "!"
  | "{"
  | "[["
  /** A word that only ends or continues another construct. */
  | "closer";

/** How the grammars of the shells differ. Sources: POSIX.1-2024 2.10, bash 5.2's manual and dash 0.5.12's manual. */
export interface Grammar {
  readonly dialect: Dialect;
  readonly keywords: ReadonlyMap<string, Keyword>;
  /** Digits before `<` or `>` that name a file descriptor: one in dash, any number in bash. */
  readonly longDescriptors: boolean;
  /** `&>`, `|&`, `;&`, `<<<`, `<(`, `((`, `name=(…)`, `$'…'`: operators and words that only bash has. */
  readonly extended: boolean;
  /** Whether a function's body may be a simple command. */
  readonly simpleBodies: boolean;
  /** Whether the names of functions and loop variables must be names as variables have them. */
  readonly strictNames: boolean;
}

const both: readonly (readonly [string, Keyword])[] = [
  ["if", "if"],
  ["while", "while"],
  ["until", "until"],
  ["for", "for"],
  ["case", "case"],
  ["!", "!"],
  ["{", "{"],
  ...["then", "elif", "else", "fi", "do", "done", "esac", "in", "}"].map((word) => [word, "closer"] as const),
];

const bashOnly: readonly (readonly [string, Keyword])[] = [
  ["select", "select"],
  ["function", "function"],
  ["coproc", "coproc"],
  ["time", "time"],
  ["[[", "[["],
];

export const grammars: Readonly<Record<Dialect, Grammar>> = {
  sh: {
    dialect: "sh",
    keywords: new Map(both),
    longDescriptors: false,
    extended: false,
    simpleBodies: true,
    strictNames: true,
  },
  bash: {
    dialect: "bash",
    keywords: new Map([...both, ...bashOnly]),
    longDescriptors: true,
    extended: true,
    simpleBodies: false,
    strictNames: false,
  },
};

/** Commands behind which bash reads `name=(…)` as an array. */
export const declaring: ReadonlySet<string> = new Set([
  "alias",
  "declare",
  "export",
  "local",
  "readonly",
  "typeset",
]);
