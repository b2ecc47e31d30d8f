/** Operations that fail or never end: what the tree, the assignment of a relay and the making of a machine show of them. */
import assert from "node:assert/strict";
import { OperationTracker, type OperationEnded } from "../../../src/session/operations/operationTracker";
import type { OperationRow } from "../../../src/session/operations/operationRow";
import { assertNothingRuns, beginRelay, beginVm, rig, type Rig } from "./faultRig";

const flows = {
  "relay assignment": { pattern: "POST */assignRelay", begin: beginRelay },
  "machine creation": { pattern: "PUT */virtualMachines/*", begin: beginVm },
} as const;

/** The tree's "Operations" over these operations. */
function trackerOf({ operations }: Rig) {
  const shown: { rows: readonly OperationRow[]; ended: OperationEnded[] } = { rows: [], ended: [] };
  let changed: () => void = () => undefined;
  const it = new OperationTracker({
    changed: (rows) => {
      shown.rows = rows;
      changed();
    },
    ended: (outcome) => shown.ended.push(outcome),
    log: () => undefined,
  });
  const until = async (state: OperationRow["state"]): Promise<OperationRow> => {
    for (;;) {
      const row = shown.rows.find((candidate) => candidate.state === state);
      if (row !== undefined) return row;
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
    }
  };
  return { it, shown, until, use: () => it.use(operations) };
}

for (const [flow, { pattern, begin }] of Object.entries(flows)) {
  describe(`operations of ${flow} that go wrong`, () => {
    it("end as failed, with Azure's words and the next move", async () => {
      const it = await rig();
      it.cloud.useFaults(`${pattern} operation=Failed code=OutOfCapacity message="No host has room."`);
      const outcome = await it.operations.watch((await begin(it)).id);
      assert.ok(outcome.state === "failed");
      assert.equal(outcome.error.kind, "operationFailed");
      assert.equal(outcome.error.code, "OutOfCapacity");
      assert.match(outcome.error.causeText, /No host has room/);
      assert.match(outcome.error.nextMove, /details/);
      await assertNothingRuns(it.operations);
    });

    it("stand in the tree as failed, with the cause, and nothing turns there", async () => {
      const it = await rig();
      it.cloud.useFaults(`${pattern} operation=Failed code=OutOfCapacity message="No host has room."`);
      const tree = trackerOf(it);
      await tree.use();
      await tree.it.begin(() => begin(it));
      const row = await tree.until("failed");
      assert.match(row.message ?? "", /No host has room/);
      assert.deepEqual(
        tree.shown.ended.map(({ state }) => state),
        ["failed"],
      );
      await assertNothingRuns(it.operations);
    });

    it("that never end can be left, and are still listed as in progress", async () => {
      const it = await rig();
      it.cloud.useFaults(`${pattern} operation=never`);
      const { id } = await begin(it);
      const leave = new AbortController();
      let looks = 0;
      const watching = it.operations.watch(id, {
        signal: leave.signal,
        onProgress: () => {
          if (++looks === 20) leave.abort();
        },
      });
      await assert.rejects(watching, { name: "AbortError" });
      assert.deepEqual(
        (await it.operations.list()).map(({ phase }) => phase),
        ["running"],
      );
    });

    it("that never end stand in the tree as in progress, until the user stops watching them", async () => {
      const it = await rig();
      it.cloud.useFaults(`${pattern} operation=never`);
      const tree = trackerOf(it);
      await tree.use();
      const { id } = await tree.it.begin(() => begin(it));
      assert.equal((await tree.until("running")).id, id);
      tree.it.stopWatching(id);
      assert.equal((await tree.until("notWatched")).id, id);
      assert.deepEqual(tree.shown.ended, []);
    });
  });
}

describe("an operation that is accepted without a body", () => {
  it("is followed to its end", async () => {
    const it = await rig();
    it.cloud.useFaults("POST */assignRelay empty");
    assert.equal((await it.operations.watch((await beginRelay(it)).id)).state, "succeeded");
  });
});
