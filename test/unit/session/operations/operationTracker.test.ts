import assert from "node:assert/strict";
import type { Clock } from "../../../../src/arm/clock";
import { practiceCloud } from "../../../../src/arm/cloud";
import { createOperations, type Operations } from "../../../../src/arm/operations/operation";
import { memoryOperationStore, type OperationStore } from "../../../../src/arm/operations/operationStore";
import { createArmClient } from "../../../../src/arm/http/pipeline";
import { beginPowerOff, beginRestart } from "../../../../src/arm/operations/virtualMachineOperations";
import { ManualClock } from "../../../../src/practice/state/clock";
import { createPracticeCloud, type PracticeCloud } from "../../../../src/practice/cloud";
import { practiceCredential, practiceHttpClient } from "../../../../src/practice/http/transport";
import { OperationTracker, type OperationEnded } from "../../../../src/session/operations/operationTracker";
import type { OperationRow } from "../../../../src/session/operations/operationRow";

const group =
  "/subscriptions/11111111-aaaa-4bbb-8ccc-000000000001/resourceGroups/core-london/providers/Microsoft.NetworkCloud/virtualMachines";
const vm = `${group}/amf01`;
const other = `${group}/smf01`;

interface World {
  readonly cloud: PracticeCloud;
  readonly store: OperationStore;
  /** As a window makes them: each its own, over the same store. */
  readonly open: () => Operations;
}

/** Time that nobody waits for; each wait lets the test continue meanwhile. */
class PassingClock extends ManualClock {
  override async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    await new Promise(setImmediate);
    await super.sleep(milliseconds, signal);
  }
}

function world(): World {
  const clock = new PassingClock();
  const cloud = createPracticeCloud({ clock });
  const store = memoryOperationStore();
  const client = createArmClient({
    cloud: practiceCloud,
    credential: practiceCredential(cloud),
    httpClient: practiceHttpClient(cloud),
    clock,
    retry: { attempts: 1 },
  });
  return { cloud, store, open: () => createOperations({ client, store, clock }) };
}

/** A tracker, what it showed last, and what it told of. */
class Seen {
  rows: readonly OperationRow[] = [];
  readonly ended: (readonly [OperationEnded["state"], boolean])[] = [];
  readonly logged: string[] = [];
  #changed: () => void = () => undefined;
  readonly tracker: OperationTracker;

  constructor(clock?: Clock) {
    this.tracker = new OperationTracker({
      changed: (rows) => {
        this.rows = rows;
        this.#changed();
      },
      ended: (outcome, attended) => this.ended.push([outcome.state, attended]),
      log: (line) => this.logged.push(line),
      ...(clock !== undefined && { clock }),
    });
  }

  async until(what: (rows: readonly OperationRow[]) => boolean): Promise<void> {
    while (!what(this.rows)) {
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
    }
  }

  get states(): readonly string[] {
    return this.rows.map(({ state }) => state);
  }
}

const all =
  (state: OperationRow["state"]) =>
  (rows: readonly OperationRow[]): boolean =>
    rows.length > 0 && rows.every((row) => row.state === state);

describe("the operations of a window", () => {
  it("are watched from their starting to their end", async () => {
    const { open } = world();
    const seen = new Seen();
    await seen.tracker.use(open());
    await seen.tracker.begin((operations) => beginPowerOff(operations, vm));
    assert.deepEqual(
      seen.rows.map(({ title, resourceId }) => [title, resourceId]),
      [["Power off amf01", vm]],
    );
    await seen.until(all("succeeded"));
    assert.deepEqual(seen.ended, [["succeeded", false]]);
  });

  it("are those of earlier windows too: what is not over is watched, what is over is listed", async () => {
    const { cloud, open } = world();
    const first = open();
    await first.watch((await beginPowerOff(first, vm)).id);
    cloud.useFaults("POST */restart operation=never");
    await beginRestart(first, other);
    const seen = new Seen();
    await seen.tracker.use(open());
    await seen.until((rows) => rows.some(({ state }) => state === "running"));
    assert.deepEqual([...seen.states].sort(), ["running", "succeeded"]);
    assert.deepEqual(seen.ended, [], "what was over before is no news");
    seen.tracker.dispose();
  });

  it("say whether a command waits for the end and tells of it itself", async () => {
    const { open } = world();
    const seen = new Seen();
    await seen.tracker.use(open());
    const { id } = await seen.tracker.begin((operations) => beginPowerOff(operations, vm));
    const outcome = await seen.tracker.outcome(id, new AbortController().signal);
    assert.equal(outcome.state, "succeeded");
    await seen.until(all("succeeded"));
    assert.deepEqual(seen.ended, [["succeeded", true]]);
  });

  it("can be left alone, and watched again", async () => {
    const { cloud, open } = world();
    cloud.useFaults("POST */restart operation=never");
    const seen = new Seen();
    await seen.tracker.use(open());
    const { id } = await seen.tracker.begin((operations) => beginRestart(operations, vm));
    seen.tracker.stopWatching(id);
    assert.deepEqual(seen.states, ["notWatched"]);
    seen.tracker.watch(id);
    assert.deepEqual(seen.states, ["running"]);
    seen.tracker.dispose();
  });

  it("are found again when the answer to the request was lost", async () => {
    const { cloud, open } = world();
    const seen = new Seen();
    await seen.tracker.use(open());
    cloud.useFaults("POST */powerOff reset times=1");
    await assert.rejects(
      seen.tracker.begin((operations) => beginPowerOff(operations, vm)),
      { kind: "reset" },
    );
    // The fault struck before Azure had it; the record stays until that is known.
    await seen.until(all("notStarted"));
    assert.deepEqual(seen.ended, [["notStarted", false]]);
  });

  it("say why one cannot be watched any longer, and leave it to be watched again", async () => {
    const { cloud, open } = world();
    const seen = new Seen();
    await seen.tracker.use(open());
    cloud.useFaults("GET * 403");
    await seen.tracker.begin((operations) => beginPowerOff(operations, vm));
    await seen.until(all("notWatched"));
    assert.match(seen.rows[0]?.message ?? "", /does not have permission to perform/);
    assert.equal(seen.logged.length, 1);
    cloud.useFaults("");
    seen.tracker.watch(seen.rows[0]?.id ?? "");
    await seen.until(all("succeeded"));
  });

  it("are watched again by themselves after the network was gone for long, ever less often", async () => {
    const { cloud, open } = world();
    const waits: number[] = [];
    const clock: Clock = {
      now: () => 0,
      sleep: (milliseconds, signal) => {
        signal?.throwIfAborted();
        waits.push(milliseconds);
        if (waits.length === 6) cloud.useFaults("");
        return new Promise((resolve) => setImmediate(resolve));
      },
    };
    const seen = new Seen(clock);
    const messages = new Set<string>();
    await seen.tracker.use(open());
    cloud.useFaults("GET * reset");
    await seen.tracker.begin((operations) => beginPowerOff(operations, vm));
    await seen.until((rows) => {
      for (const { state, message = "" } of rows) if (state === "notWatched") messages.add(message);
      return all("succeeded")(rows);
    });
    assert.deepEqual(
      waits.map((wait) => wait / 60_000),
      [1, 2, 4, 8, 10, 10],
    );
    assert.match([...messages].join("\n"), /connection.* Azure is checked again automatically\.$/i);
    assert.deepEqual(seen.ended, [["succeeded", false]]);
  });

  it("are not watched again once the user does not want it, or the window has gone", async () => {
    for (const end of ["stopWatching", "dispose"] as const) {
      const { cloud, open } = world();
      const paused: AbortSignal[] = [];
      const clock: Clock = {
        now: () => 0,
        sleep: (_milliseconds, signal) => {
          if (signal !== undefined) paused.push(signal);
          return new Promise(() => undefined);
        },
      };
      const seen = new Seen(clock);
      await seen.tracker.use(open());
      cloud.useFaults("GET * reset");
      const { id } = await seen.tracker.begin((operations) => beginPowerOff(operations, vm));
      await seen.until(all("notWatched"));
      assert.deepEqual(
        paused.map(({ aborted }) => aborted),
        [false],
      );
      seen.tracker[end](id);
      assert.deepEqual(
        paused.map(({ aborted }) => aborted),
        [true],
      );
      if (end === "stopWatching") assert.doesNotMatch(seen.rows[0]?.message ?? "", /automatically/);
      seen.tracker.dispose();
    }
  });

  it("leave the list when they are over and the user clears it, and only then", async () => {
    const { cloud, store, open } = world();
    cloud.useFaults("POST */restart operation=never");
    const seen = new Seen();
    await seen.tracker.use(open());
    await seen.tracker.begin((operations) => beginPowerOff(operations, vm));
    await seen.until(all("succeeded"));
    await seen.tracker.begin((operations) => beginRestart(operations, other));
    await seen.tracker.clearEnded();
    assert.deepEqual(
      seen.rows.map(({ title }) => title),
      ["Restart smf01"],
    );
    assert.equal((await store.list()).length, 1);
    seen.tracker.dispose();
  });

  it("are forgotten by the view, not by Azure, with another sign-in", async () => {
    const { cloud, store, open } = world();
    cloud.useFaults("POST */restart operation=never");
    const seen = new Seen();
    await seen.tracker.use(open());
    await seen.tracker.begin((operations) => beginRestart(operations, vm));
    await seen.tracker.use(undefined);
    assert.deepEqual(seen.rows, []);
    assert.equal((await store.list()).length, 1);
    await assert.rejects(
      seen.tracker.begin((operations) => beginRestart(operations, vm)),
      /Sign in first/,
    );
    await seen.tracker.use(open());
    await seen.until(all("running"));
    seen.tracker.dispose();
  });
});
