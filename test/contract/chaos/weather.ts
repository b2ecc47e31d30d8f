import type { Random } from "../../../src/practice/state/random";

/** What Azure has in store for one enrollment. */
export interface Weather {
  /** A fault script of the practice cloud (`src/practice/faults/script.ts`). */
  readonly script: string;
  /** Does any fault stay forever? Then the enrollment need not end Connected. */
  readonly lasting: boolean;
}

const places = [
  "*",
  "GET *",
  "GET */virtualMachines/*",
  "GET */machines/*",
  "GET */roleAssignments",
  "GET */roleDefinitions*",
  "GET */operationStatuses/*",
  "GET */userAssignedIdentities/*",
  "PUT */userAssignedIdentities/*",
  "PUT */roleDefinitions/*",
  "PUT */roleAssignments/*",
  "PUT */virtualMachines/*",
  "PUT */machines/*",
  "POST */assignRelay",
  "GET */endpoints/default",
  "GET */eventtypes/*",
] as const;

const answers = [
  "reset",
  "reset",
  "500",
  "503 retry-after=3",
  "429 retry-after=5",
  "429 retry-after=90",
  "409",
  "403",
  "404",
  "401",
  "401 claims",
  "400",
  "412",
  "malformed",
  "html",
  "empty",
] as const;

const ends = ["operation=Failed", "operation=Canceled", "operation=never"] as const;

/** One time in eight a fault stays. */
const lastingShare = 1 / 8;

/** Up to four faults, and slow answers now and then. */
export function weatherOf(random: Random): Weather {
  const rules: string[] = [];
  let lasting = false;
  for (let count = random.below(5); count > 0; count--) {
    const stays = random.next() < lastingShare;
    lasting ||= stays;
    const limit = stays ? "" : ` times=${String(1 + random.below(4))}`;
    rules.push(`${pick(random, places)} ${pick(random, answers)}${limit} after=${String(random.below(6))}`);
  }
  if (random.next() < 0.25) {
    const stays = random.next() < lastingShare;
    const place = pick(random, ["PUT */virtualMachines/*", "POST */assignRelay"]);
    const end = pick(random, ends);
    lasting ||= stays || end === "operation=never";
    rules.push(`${place} ${end}${stays ? "" : " times=1"}`);
  }
  if (random.next() < 0.5) rules.push(`* latency=5..${String(50 + random.below(20_000))} p=0.3`);
  return { script: rules.join("; "), lasting };
}

export function pick<T>(random: Random, all: readonly [T, ...T[]] | readonly T[]): T {
  const one = all[random.below(all.length)];
  if (one === undefined) throw new Error("There is nothing to pick from.");
  return one;
}
