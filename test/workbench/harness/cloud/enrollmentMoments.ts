/** Moments of an enrollment at which a window can be interrupted, as Azure sees them. */
import type { PracticeRequest, PracticeResponse } from "../../../../src/practice/http/wire";
import type { Random } from "../../../../src/practice/state/random";
import type { StepNumber } from "../../../../src/enrollment/steps/stepNumber";

/**
 * `sent`: the step's request is done, and its answer on the way. `polled`: the window asks how far Azure is.
 * `over`: the step is over, and the window continues to the next. `inVm`: the VM is working on it. `said`: the user has just said that it is done.
 */
export type MomentKind = "sent" | "polled" | "over" | "inVm" | "said";

export interface Moment {
  readonly step: StepNumber;
  readonly kind: MomentKind;
}

const moments = (kinds: readonly MomentKind[], ...steps: readonly StepNumber[]): readonly Moment[] =>
  steps.flatMap((step) => kinds.map((kind) => ({ step, kind })));

const created = [...moments(["sent", "over"], 1, 2), ...moments(["sent", "polled", "over"], 3)];

/** All of either way, in the order of the walk. */
export const momentsOf = {
  handsFree: [...created, ...moments(["inVm"], 4, 5, 6, 7, 8, 9, 10)],
  guided: [
    ...created,
    ...moments(["sent", "over"], 7),
    ...moments(["sent", "polled", "over"], 8),
    ...moments(["said"], 4, 5, 6, 9),
    ...moments(["sent", "over"], 10),
  ],
} as const satisfies Readonly<Record<string, readonly Moment[]>>;

export type Way = keyof typeof momentsOf;

/** `count` moments of a way, drawn, as walks with at most one moment of each step, in the order of the walk. */
export function drawWalks(way: Way, count: number, random: Random): readonly (readonly Moment[])[] {
  let left = [...momentsOf[way]]
    .map((moment) => ({ moment, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ moment }) => moment);
  const walks: (readonly Moment[])[] = [];
  for (let missing = count; missing > 0 && left.length > 0;) {
    const walk = left.filter(({ step }, index) => left.findIndex((other) => other.step === step) === index);
    const taken = new Set(walk.slice(0, missing));
    walks.push(momentsOf[way].filter((moment) => taken.has(moment)));
    left = left.filter((moment) => !taken.has(moment));
    missing -= taken.size;
  }
  return walks;
}

/** The request that a step starts with. */
const begins: Readonly<Partial<Record<StepNumber, RegExp>>> = {
  1: /^PUT .*\/userAssignedIdentities\//,
  2: /^PUT .*\/roleAssignments\//,
  3: /^PUT .*\/virtualMachines\//,
  7: /^PUT .*\/machines\//,
  8: /^POST .*\/assignRelay$/,
};
const isLong = (step: StepNumber): boolean => step === 3 || step === 8;
const polls = /^GET .*\/operationStatuses\//;

/** Whether this answer comes at the moment. Looks at answers one after the other. */
type Watcher = (line: string, answer: PracticeResponse) => boolean;

function watcherOf({ step, kind }: Moment): Watcher {
  const begin = begins[step] ?? /^never$/;
  let isBegun = false;
  let isOver = false;
  return (line, { status, body }) => {
    if (begin.test(line) && status < 300) {
      isBegun = true;
      isOver = !isLong(step);
      return kind === "sent";
    }
    if (polls.test(line)) {
      if (body.includes('"Succeeded"')) isOver = isBegun;
      return kind === "polled" && isBegun;
    }
    return kind === "over" && isOver && !line.includes("Microsoft.Authorization");
  };
}

/** Holds the answer that comes at a moment, until the window was interrupted. */
export class AnswerTrap {
  #watcher: Watcher | undefined;
  #caught: () => void = () => undefined;
  #release: () => void = () => undefined;

  readonly hold = (request: PracticeRequest, answer: PracticeResponse): Promise<void> | undefined => {
    const line = `${request.method} ${new URL(request.url).pathname}`;
    if (this.#watcher?.(line, answer) !== true) return undefined;
    this.#watcher = undefined;
    const held = new Promise<void>((resolve) => (this.#release = resolve));
    this.#caught();
    return held;
  };

  /** Resolves when an answer is held. */
  catches(moment: Moment): Promise<void> {
    this.#watcher = watcherOf(moment);
    return new Promise((resolve) => (this.#caught = resolve));
  }

  release(): void {
    this.#release();
  }
}
