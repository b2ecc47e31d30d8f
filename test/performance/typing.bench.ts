import { lintUserData } from "../../src/userdata/lint";
import { lintWith } from "../../src/userdata/lintWith";
import { wholeCode } from "../../src/userdata/rules/wholeCode";
import { median, type Bench, type Figures } from "./bench";
import { longFile, longFunction, typicalFile } from "./lint/texts";

const rounds = 25;

/** The median of `rounds` measured rounds after some that warm up, in milliseconds. */
function medianOf(measure: () => number): number {
  for (let round = 0; round < 5; round += 1) measure();
  return median(Array.from({ length: rounds }, measure));
}

function timeOf(text: string): number {
  const start = performance.now();
  lintUserData(text);
  return performance.now() - start;
}

/** The longest time between two places where linting lets the editor do something else. */
function longestStretch(text: string): number {
  const slices = lintWith(wholeCode, text);
  let longest = 0;
  for (;;) {
    const start = performance.now();
    const { done } = slices.next();
    longest = Math.max(longest, performance.now() - start);
    if (done === true) return longest;
  }
}

function figures(value: number, most: number): Figures {
  return { value, unit: "ms", ours: `${value.toFixed(1)} ms`, theirs: `${most} ms allowed` };
}

export const benches: readonly Bench[] = [
  {
    name: "diagnostics of typical user data after a key press",
    method: `Median of ${rounds} rounds with all rules on the corpus's valid file that is longer than nine in ten.`,
    target: { atMost: 5 },
    measure: () => {
      const text = typicalFile();
      return figures(
        medianOf(() => timeOf(text)),
        5,
      );
    },
  },
  {
    name: "diagnostics of 5,000 lines after a key press",
    method: `Median of ${rounds} rounds with all rules on a valid file.`,
    target: { atMost: 100 },
    measure: () => {
      const text = longFile();
      return figures(
        medianOf(() => timeOf(text)),
        100,
      );
    },
  },
  {
    name: "longest stretch in 5,000 lines without letting the editor go on",
    method: `Median of ${rounds} rounds of the longest time between two places where linting may be left.`,
    target: { atMost: 50 },
    measure: () => {
      const text = longFile();
      return figures(
        medianOf(() => longestStretch(text)),
        50,
      );
    },
  },
  {
    name: "longest stretch in a function of 5,000 lines without letting the editor go on",
    method: `Median of ${rounds} rounds of the longest time between two places where linting may be left, on a shell script.`,
    target: { atMost: 50 },
    measure: () => {
      const text = longFunction();
      return figures(
        medianOf(() => longestStretch(text)),
        50,
      );
    },
  },
];
