import type { Dialect } from "../programs";
import { remembering } from "../../remembering";
import { readCommands, readLines } from "./commands";
import { grammars } from "./dialects";
import type { OpenDocument, SyntaxProblem } from "./problem";
import { SyntaxStop, TooDeep } from "./problem";
import { Reader } from "./reader";

/** What a shell finds when it reads a text without running it. */
export interface SyntaxCheck {
  readonly problem: SyntaxProblem | undefined;
  readonly openDocument: OpenDocument | undefined;
  /** Where the first `exit` stands that every run reaches; no shell reads what follows. Infinity where there is none. */
  readonly exit: number;
}

/**
 * The first syntax error that a shell finds in a text: bash 5.2 as `bash -n` does, or sh as `dash -n` of dash 0.5.12.
 * Finds nothing where the text nests too deep to be read.
 */
export function checkSyntax(text: string, dialect: Dialect): SyntaxCheck {
  return checks[dialect](text);
}

const checks: Readonly<Record<Dialect, (text: string) => SyntaxCheck>> = {
  sh: remembering((text) => check(text, "sh")),
  bash: remembering((text) => check(text, "bash")),
};

function check(text: string, dialect: Dialect): SyntaxCheck {
  const reader = new Reader(text, grammars[dialect], readCommands);
  const problem = problemIn(reader);
  return { problem, openDocument: reader.openDocument, exit: reader.exit };
}

function problemIn(reader: Reader): SyntaxProblem | undefined {
  try {
    readLines(reader);
    return undefined;
  } catch (error) {
    if (error instanceof SyntaxStop) return { ...error.problem, command: reader.command };
    if (error instanceof TooDeep || error instanceof RangeError) return undefined;
    throw error;
  }
}
