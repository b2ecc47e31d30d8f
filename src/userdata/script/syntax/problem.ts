/** Something that a shell text opens and does not close before the shell gives up. */
export interface Opened {
  /** As written: `if`, `"`, `$(`. */
  readonly word: string;
  readonly at: number;
  /** What has to come next for it: `then`, `fi`, `"`, `)`. */
  closer: string;
}

/** The first syntax error of a text, in offsets of the text. A shell reads no further than this. */
export interface SyntaxProblem {
  /** The token that the shell does not expect; empty at the end of the text. */
  readonly start: number;
  readonly end: number;
  /** Why this token does not fit, where its own text does not say it. */
  readonly reason: Reason;
  /** The innermost of what is open there. */
  readonly open: Opened | undefined;
  /** Where the command starts that the shell was reading. It runs what stands before, and nothing from here on. */
  readonly command: number;
}

/** A here-document whose last line is missing: the shell takes all the rest of the text for its body. */
export interface OpenDocument {
  /** Where its `<<` stands. */
  readonly at: number;
  readonly delimiter: string;
}

/**
 * `unexpected`: another token was due. `unclosed`: the text ends within a quote, an expansion or a compound command.
 * `name`: no name of a function or loop variable. `condition`: no expression for `[[`. `arithmetic`: `for ((` without
 * its three parts. `array`: something else than words within `name=( )`.
 */
export type Reason = "unexpected" | "unclosed" | "name" | "condition" | "arithmetic" | "array";

/** Ends the reading of a text at its first error. */
export class SyntaxStop extends Error {
  readonly problem: Omit<SyntaxProblem, "command">;

  constructor(problem: Omit<SyntaxProblem, "command">) {
    super(problem.reason);
    this.problem = problem;
  }
}

/** Ends the reading of a text that nests deeper than is worth reading. */
export class TooDeep extends Error {}
