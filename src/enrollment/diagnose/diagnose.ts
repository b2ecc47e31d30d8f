import { agentCode } from "./agentCodes";
import { knownFailures } from "./knownFailure";
import type { StepNumber } from "../stepNumber";

/** A known failure, found in a log. Lines and characters count from 0, characters in UTF-16 units. */
export interface Diagnosis {
  /** `pkcs8-key`, or the agent's own code, `AZCM0042`. */
  readonly id: string;
  readonly step: StepNumber;
  readonly cause: string;
  readonly fix: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** Longest part of a line that is looked at: no message worth reading is longer, and no log can make this slow. */
const longestLine = 4_000;

const agentCodePattern = /\bAZCM(?<number>\d{4})\b/g;
const exitCodePattern = /azcmagent.{0,200}?exit(?:ed with)?(?: status| code)?[ :=]+(?<number>\d{1,3})\b/i;

/**
 * Finds what is known to go wrong in cloud-init-output.log, azcmagent.log, himds.log, or the output of `azcmagent show` and
 * `check`. At most one finding for each place. Never throws; takes time in proportion to the text.
 */
export function diagnose(log: string): Diagnosis[] {
  return log.split("\n").flatMap((line, number) => inLine(line.slice(0, longestLine), number));
}

function inLine(text: string, line: number): Diagnosis[] {
  const known = inKnown(text, line);
  const codes = inCodes(text, line);
  const exit = codes.length === 0 ? inExitCode(text, line) : [];
  return [...known, ...codes, ...exit];
}

function inKnown(text: string, line: number): Diagnosis[] {
  for (const { id, pattern, step, cause, fix } of knownFailures) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const groups = match.groups ?? {};
    return [
      {
        id,
        step,
        cause: cause(groups),
        fix: fix(groups),
        line,
        start: match.index,
        end: match.index + match[0].length,
      },
    ];
  }
  return [];
}

function inCodes(text: string, line: number): Diagnosis[] {
  return [...text.matchAll(agentCodePattern)].flatMap((match) =>
    fromNumber(match[0], Number(match.groups?.["number"]), line, match),
  );
}

function inExitCode(text: string, line: number): Diagnosis[] {
  const match = exitCodePattern.exec(text);
  if (match === null) return [];
  const number = Number(match.groups?.["number"]);
  return fromNumber(`AZCM${String(number).padStart(4, "0")}`, number, line, match);
}

function fromNumber(id: string, number: number, line: number, match: RegExpExecArray): Diagnosis[] {
  const meaning = agentCode(number);
  if (meaning === undefined) return [];
  return [{ id, ...meaning, line, start: match.index, end: match.index + match[0].length }];
}
