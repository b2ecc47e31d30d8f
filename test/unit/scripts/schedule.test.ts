import assert from "node:assert/strict";
import { schedule, type Job } from "../../../scripts/suites/schedule";

/** Jobs that note when they start and end, and that end one turn of the event loop later. */
function noting(notes: string[], jobs: readonly Pick<Job, "name" | "after">[]): Job[] {
  return jobs.map((job) => ({
    ...job,
    run: async () => {
      notes.push(`+${job.name}`);
      await new Promise(setImmediate);
      notes.push(`-${job.name}`);
    },
  }));
}

describe("the schedule of the suites", () => {
  it("starts a job only after those that it names", async () => {
    const notes: string[] = [];
    const jobs = [
      { name: "host", after: ["package"] },
      { name: "package", after: [] },
    ];
    await schedule(noting(notes, jobs), 2);
    assert.deepEqual(notes, ["+package", "-package", "+host", "-host"]);
  });

  it("never runs more jobs than there are slots", async () => {
    const notes: string[] = [];
    const names = ["a", "b", "c", "d", "e"];
    await schedule(
      noting(
        notes,
        names.map((name) => ({ name, after: [] })),
      ),
      2,
    );
    let running = 0;
    for (const note of notes) {
      running += note.startsWith("+") ? 1 : -1;
      assert.ok(running <= 2);
    }
    assert.equal(notes.length, 2 * names.length);
  });

  it("does not wait for a job that was not chosen", async () => {
    const notes: string[] = [];
    await schedule(noting(notes, [{ name: "host", after: ["package"] }]), 1);
    assert.deepEqual(notes, ["+host", "-host"]);
  });

  it("refuses jobs that wait for each other", async () => {
    const circle = [
      { name: "a", after: ["b"] },
      { name: "b", after: ["a"] },
    ];
    await assert.rejects(schedule(noting([], circle), 2), /wait for each other: a, b/);
  });
});
