import { say } from "../../../../l10n/sentence";
import type { Opened, SyntaxProblem } from "../../../script/syntax/problem";

type LineOf = (offset: number) => number;

/** What is wrong, in one sentence: what is open, where it started, and what does not fit. */
export function faultWords(problem: SyntaxProblem, text: string, lineOf: LineOf): string {
  const { start, end, reason, open } = problem;
  const token = text.slice(start, end);
  switch (reason) {
    case "unclosed":
      return open === undefined ? say`The text ends where a command must follow.` : unclosed(open, lineOf);
    case "unexpected":
      return unexpected(token, open, lineOf);
    case "name":
      return say`${quoted(token)} is not a valid name here for sh.`;
    case "condition":
      return say`The condition in [[ ]] is not complete here.`;
    case "arithmetic":
      return say`for (( )) needs three parts, separated by semicolons.`;
    case "array":
      return say`${token.trim() === "" ? "This" : quoted(token)} is not allowed between the parentheses of an array.`;
  }
}

function unclosed(open: Opened, lineOf: LineOf): string {
  const line = lineOf(open.at);
  if (/^(?:\$?["']|`)$/u.test(open.word))
    return say`The quote ${open.word} opened on line ${line} is not closed.`;
  return say`${quoted(open.word)} on line ${line} is not closed: ${quoted(open.closer)} is missing.`;
}

const closes: Readonly<Record<string, string | undefined>> = {
  then: "if",
  elif: "if",
  else: "if",
  fi: "if",
  do: say`for or while`,
  done: say`for or while`,
  esac: "case",
  in: say`for or case`,
  "}": "{",
  ")": "(",
  ";;": "case",
};

function unexpected(token: string, open: Opened | undefined, lineOf: LineOf): string {
  const what = token.trim() === "" ? say`The line ends too early` : say`${quoted(token)} is not allowed here`;
  if (open !== undefined) {
    return `${what}: ${quoted(open.word)} on line ${lineOf(open.at)} still requires ${quoted(open.closer)}.`;
  }
  const opener = closes[token];
  return opener === undefined ? `${what}.` : say`${what}: no open ${opener} before it.`;
}

function quoted(token: string): string {
  const short = token.length > 30 ? `${token.slice(0, 30)}…` : token;
  return short.includes("`") ? short : `\`${short}\``;
}
