/**
 * What a file `test/performance/*.bench.ts` exports: `export const benches: readonly Bench[]`.
 * `npm run bench` runs them one after the other and prints one line each.
 */
export interface Bench {
  /** What is compared with what, such as "key pair against the article's bash script". */
  readonly name: string;
  /** How it is measured, in one sentence. */
  readonly method: string;
  readonly target: Target;
  /** Where the target is known to be out of reach: what was measured that keeps it there. Shown with a missed target. */
  readonly whyMissed?: string;
  /** Throws {@link NotMeasured} where this machine cannot measure it. */
  measure(): Promise<Figures> | Figures;
}

/** What is wanted of {@link Figures.value}. */
export type Target = { readonly atLeast: number } | { readonly atMost: number };

export interface Figures {
  /** Compared with the target: a ratio, or a difference or size in `unit`. */
  readonly value: number;
  /** `×` for a ratio, else the unit, such as `ms`. */
  readonly unit: string;
  /** What we reached and what the other did, for a reader, such as "41 ms". */
  readonly ours: string;
  readonly theirs: string;
}

/** Why a bench has no figures here, such as a program that is not installed. */
export class NotMeasured extends Error {
  constructor(why: string) {
    super(why);
    this.name = "NotMeasured";
  }
}

export interface Times {
  /** Medians, in milliseconds. */
  readonly ours: number;
  readonly theirs: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** What part of the rounds is run: a small one shows whether everything runs at all. Its figures mean little. */
export const part = Number(process.env["NEXUS_ARC_BENCH_PART"] ?? 1);

/** How many rounds of `all` are run. */
export function roundsOf(all: number): number {
  return Math.max(1, Math.round(all * part));
}

async function milliseconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Times both by turns, so that a busy moment of the machine meets both.
 * @param rounds counted rounds, after one that is not
 */
export async function timeByTurns(
  ours: () => unknown,
  theirs: () => unknown,
  rounds: number,
): Promise<Times> {
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round <= roundsOf(rounds); round += 1) {
    const our = await milliseconds(ours);
    const their = await milliseconds(theirs);
    if (round === 0) continue;
    times.ours.push(our);
    times.theirs.push(their);
  }
  return { ours: median(times.ours), theirs: median(times.theirs) };
}

const show = (ms: number): string => (ms < 10 ? `${ms.toFixed(2)} ms` : `${ms.toFixed(0)} ms`);

/** How many times faster ours is. */
export function timesFaster({ ours, theirs }: Times): Figures {
  return { value: theirs / ours, unit: "×", ours: show(ours), theirs: show(theirs) };
}

/** How many times the other's time ours takes. */
export function timesTheirs({ ours, theirs }: Times): Figures {
  return { value: ours / theirs, unit: "×", ours: show(ours), theirs: show(theirs) };
}
