import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { systemClock } from "../../../../src/arm/clock";
import { onAbort } from "../../../../src/arm/async/onAbort";
import { armServer } from "../testClient";

describe("waiting for an abort", () => {
  const { start } = armServer();

  it("puts one listener on a signal, however many wait, and none when nobody does", () => {
    const { signal } = new AbortController();
    const leave = Array.from({ length: 50 }, () => onAbort(signal, () => undefined));
    assert.equal(getEventListeners(signal, "abort").length, 1);
    for (const stop of leave) stop();
    assert.equal(getEventListeners(signal, "abort").length, 0);
  });

  it("tells each that still waits, once", () => {
    const controller = new AbortController();
    const told: string[] = [];
    onAbort(controller.signal, () => told.push("first"));
    onAbort(controller.signal, () => told.push("second"))();
    onAbort(controller.signal, () => {
      told.push("third");
      controller.abort();
    });
    controller.abort();
    controller.abort();
    assert.deepEqual(told, ["first", "third"]);
    onAbort(controller.signal, () => told.push("too late"));
    assert.deepEqual(told, ["first", "third"]);
    assert.equal(getEventListeners(controller.signal, "abort").length, 0);
  });

  it("lets forty requests and waits share a signal without a warning, and stops them all", async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => void warnings.push(warning);
    process.on("warning", note);
    const controller = new AbortController();
    let arrived = 0;
    const { client } = await start(() => {
      if (++arrived === 40) controller.abort();
    });
    const { signal } = controller;
    const requests = Array.from({ length: 40 }, () =>
      assert.rejects(client.send({ method: "GET", path: "/subscriptions/1", signal }), { kind: "aborted" }),
    );
    const waits = Array.from({ length: 40 }, () =>
      assert.rejects(systemClock.sleep(60_000, signal), { name: "AbortError" }),
    );
    await Promise.all([...requests, ...waits]);
    // Node tells of warnings in the next turn.
    await new Promise(setImmediate);
    process.off("warning", note);
    assert.deepEqual(warnings, []);
  });
});
