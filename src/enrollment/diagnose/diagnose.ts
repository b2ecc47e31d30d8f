import { agentFailure } from "./agentFailure";
import type { Stage } from "./failures/failure";
import { hostBefore, linesBefore, matchLine, type Match } from "./match";
import { isQuotation } from "./quotation";
import type { StepNumber } from "../steps/stepNumber";

/** A known failure, found in a log. Lines and characters count from 0, characters in UTF-16 units. */
export interface Diagnosis {
  /** `pkcs8-key`, or the agent's own code, `AZCM0042`. */
  readonly id: string;
  readonly stage: Stage;
  readonly step: StepNumber;
  readonly cause: string;
  readonly fix: string;
  /** The first line that tells it. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** How many further lines tell the same. */
  readonly repeats: number;
}

interface Found extends Omit<Diagnosis, "repeats"> {
  /** It only reports that something failed. */
  readonly symptom: boolean;
  readonly explainedBy?: readonly string[];
  /** It does not say which host, name or file, although others of its kind do. */
  readonly incomplete: boolean;
}

/** Longest part of a line that is looked at: no message worth reading is longer, and no log can make this slow. */
const maxLineLength = 4_000;
/** So near must a line be that explains another one. */
const nearby = 30;

const agentCodePattern = /\bAZCM(?<number>\d{4})\b(?:\s{0,3}[:-]\s{0,3}(?<words>[A-Za-z][^"\n]{2,160}))?/g;
const exitCodePattern = /azcmagent.{0,200}?exit(?:ed with)?(?: status| code)?[ :=]+(?<number>\d{1,3})\b/i;

/**
 * Finds what is known to go wrong in cloud-init-output.log, cloud-init.log, azcmagent.log, himds.log, or the output of `azcmagent show`
 * and `check`. Each failure is told once, at its first line, in the order of the log. Never throws; takes time in proportion to the text.
 */
export function diagnose(log: string): Diagnosis[] {
  return told(mostSpecific([...findIn(log)]));
}

function* findIn(log: string): Generator<Found> {
  const before: string[] = [];
  let number = 0;
  for (let start = 0; start <= log.length; number += 1) {
    const end = lineEnd(log, start);
    if (end > start) {
      const line = log.slice(start, Math.min(end, start + maxLineLength));
      yield* inLine(line, number, before);
      before.push(line);
      if (before.length > linesBefore) before.shift();
    }
    start = end + 1;
  }
}

function lineEnd(log: string, start: number): number {
  const end = log.indexOf("\n", start);
  return end === -1 ? log.length : end;
}

function* inLine(text: string, line: number, before: readonly string[]): Generator<Found> {
  const match = matchLine(text, before);
  if (match !== undefined) yield fromTable(match, line, before);
  if (!/AZCM\d|azcmagent/.test(text) || isQuotation(text)) return;
  const codes = [...text.matchAll(agentCodePattern)];
  const exit = codes.length === 0 ? exitCodePattern.exec(text) : null;
  for (const found of exit === null ? codes : [exit]) yield* fromCode(found, line);
}

function fromTable({ failure, values, start, end }: Match, line: number, before: readonly string[]): Found {
  const host = values["host"] ?? hostBefore(before);
  const known = host === undefined ? values : { ...values, host };
  return {
    id: failure.id,
    stage: failure.stage,
    step: failure.step,
    cause: fill(failure.cause, known),
    fix: fill(failure.next, known),
    line,
    start,
    end,
    symptom: failure.symptom === true,
    ...(failure.explainedBy !== undefined && { explainedBy: failure.explainedBy }),
    incomplete: missing(failure.cause, known),
  };
}

function* fromCode(found: RegExpMatchArray, line: number): Generator<Found> {
  const number = Number(found.groups?.["number"]);
  const words = found.groups?.["words"]?.trim() ?? "";
  if (number === 0) return;
  const meaning = agentFailure(number, words);
  if (meaning === undefined) return;
  const { step, cause, fix } = meaning;
  const start = found.index ?? 0;
  yield {
    id: `AZCM${String(number).padStart(4, "0")}`,
    stage: step === 9 ? "agent" : "connect",
    step,
    cause,
    fix,
    line,
    start,
    end: start + found[0].length - (words === "" ? 0 : found[0].length - found[0].trimEnd().length),
    symptom: false,
    incomplete: false,
  };
}

export const placeholder = /\{(\w+)\}/g;
/** A part of a text in square brackets that is left out where the log does not give its value. */
export const optional = /\[([^[\]]*\{(\w+)\}[^[\]]*)\]/g;

/** What stands for a value that the log does not give. */
export const unnamed: Readonly<Record<string, string>> = {
  host: "the host in the lines above",
  action: "this action",
  scope: "this scope",
  command: "a file",
  part: "a part",
};

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text
    .replace(optional, (_, part: string, name: string) => (values[name] === undefined ? "" : part))
    .replace(placeholder, (_, name: string) => values[name] ?? unnamed[name] ?? "it");
}

function missing(text: string, values: Readonly<Record<string, string>>): boolean {
  return [...text.replace(optional, "").matchAll(placeholder)].some(
    ([, name = ""]) => values[name] === undefined,
  );
}

/** Without the lines that a more specific one near them explains. */
function mostSpecific(all: readonly Found[]): Found[] {
  return all.filter((each, index) => {
    if (!each.symptom && !each.incomplete) return true;
    return !neighbors(all, index).some((other) => explains(other, each));
  });
}

function explains(other: Found, each: Found): boolean {
  if (each.symptom) return each.explainedBy?.includes(other.id) ?? !other.symptom;
  return other.id === each.id && !other.incomplete;
}

/** The findings within `nearby` lines; at most that many on either side, so that a hostile log costs no more. */
function neighbors(all: readonly Found[], index: number): Found[] {
  const line = all[index]?.line ?? 0;
  return all
    .slice(Math.max(0, index - nearby), index + nearby + 1)
    .filter((other) => Math.abs(other.line - line) <= nearby);
}

/** Each failure once, at its first line. */
function told(all: readonly Found[]): Diagnosis[] {
  const first = new Map<string, { found: Found; repeats: number }>();
  for (const found of all) {
    const key = `${found.id}\n${found.cause}`;
    const seen = first.get(key);
    if (seen === undefined) first.set(key, { found, repeats: 0 });
    else seen.repeats += 1;
  }
  return [...first.values()].map(({ found, repeats }) => {
    const { id, stage, step, cause, fix, line, start, end } = found;
    return { id, stage, step, cause, fix, line, start, end, repeats };
  });
}
