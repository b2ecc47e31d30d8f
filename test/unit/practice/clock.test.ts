import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { realClock } from "../../../src/practice/state/clock";

describe("the practice cloud's wall clock", () => {
  it("lets forty sleep on one signal with one listener, and wakes them all", async () => {
    const controller = new AbortController();
    const sleeps = Array.from({ length: 40 }, () =>
      assert.rejects(realClock.sleep(600_000, controller.signal), { name: "AbortError" }),
    );
    assert.equal(getEventListeners(controller.signal, "abort").length, 1);
    controller.abort();
    await Promise.all(sleeps);
    assert.equal(getEventListeners(controller.signal, "abort").length, 0);
  });

  it("leaves no listener behind when the time is over", async () => {
    const { signal } = new AbortController();
    await realClock.sleep(1, signal);
    assert.equal(getEventListeners(signal, "abort").length, 0);
  });
});
