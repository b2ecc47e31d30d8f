import assert from "node:assert/strict";
import { createOperations } from "../../../../src/arm/operations/operation";
import { operationKey, type OperationRecord } from "../../../../src/arm/operations/operationRecord";
import { memoryOperationStore } from "../../../../src/arm/operations/operationStore";
import type { OperationProgress } from "../../../../src/arm/operations/operationWatch";
import {
  beginAssignRelay,
  beginCreateVirtualMachine,
} from "../../../../src/arm/operations/virtualMachineOperations";
import { fakeArm, ok, refused } from "../support/fakeArm";
import {
  accepted,
  event,
  failing,
  inTurn,
  isActivity,
  isStart,
  isStatus,
  locationUrl,
  newVm,
  relay,
  rig,
  statusUrl,
  vm,
} from "../support/operationRig";

describe("long-running operations", () => {
  it("saves the intent before it sends, and the way to follow before it polls", async () => {
    const saved: (string | undefined)[] = [];
    const store = memoryOperationStore();
    const { operations } = rig((request) => {
      void store.list().then(([record]) => saved.push(`${request.method} ${record?.phase}`));
      return undefined;
    }, store);
    const record = await beginAssignRelay(operations, vm, relay);
    await operations.watch(record.id);
    assert.deepEqual(saved.slice(0, 2), ["POST intended", "GET running"]);
  });

  it("polls Azure-AsyncOperation first and reads the result from Location", async () => {
    const poll = inTurn(
      ok({ status: "Accepted" }),
      ok({ status: "Provisioning", percentComplete: 40 }),
      ok({ status: "Succeeded" }),
    );
    const { operations, arm } = rig((request) => (isStatus(request) ? poll() : undefined));
    const seen: OperationProgress[] = [];
    const record = await beginAssignRelay(operations, vm, relay);
    const outcome = await operations.watch(record.id, { onProgress: (progress) => seen.push(progress) });
    assert.equal(outcome.state, "succeeded");
    assert.deepEqual(
      seen.map(({ status, percentComplete }) => [status, percentComplete]),
      [
        ["Accepted", undefined],
        ["Provisioning", 40],
      ],
    );
    assert.deepEqual(
      arm.requests.slice(1).map(({ path }) => path),
      [statusUrl, statusUrl, statusUrl, locationUrl],
    );
  });

  it("reads the result of a creation from the resource, and asks Azure to refuse a second one", async () => {
    const { operations, arm } = rig(() => undefined);
    const record = await beginCreateVirtualMachine(operations, vm, newVm);
    const outcome = await operations.watch(record.id);
    assert.equal(outcome.state === "succeeded" && (outcome.result as { name: string }).name, "vm1");
    assert.equal(arm.requests[0]?.headers?.["If-None-Match"], "*");
    assert.equal(arm.requests.at(-1)?.path, vm);
  });

  it("polls Location when there is nothing else: 202 while it runs", async () => {
    const poll = inTurn({ status: 202, body: { status: "Provisioning" } }, { status: 200, body: undefined });
    const { operations } = rig((request) => {
      if (isStart(request)) return { status: 202, headers: { location: locationUrl } };
      return request.path === locationUrl ? poll() : undefined;
    });
    const record = await beginAssignRelay(operations, vm, relay);
    assert.equal((await operations.watch(record.id)).state, "succeeded");
  });

  // As in the recordings of `az networkcloud` (API 2025-09-01): each 202 names a new URL. core-lro follows it; the az that was recorded
  // asked the first one again.
  it("follows an operation whose URL moves with each answer, also after a reload", async () => {
    const url = (name: string): string => `${locationUrl}&moved=${name}`;
    const dead: string[] = [];
    const { operations, arm, another } = rig((request) => {
      if (isStart(request)) return { status: 202, headers: { location: url("0") } };
      const turn = /&moved=(\d)$/.exec(request.path)?.[1];
      if (turn === undefined) return undefined;
      if (dead.includes(request.path)) return refused(404, "NotFound");
      dead.push(request.path);
      if (turn === "4") return { status: 200, body: undefined };
      return { status: 202, headers: { location: url(`${Number(turn) + 1}`) } };
    });
    const record = await beginAssignRelay(operations, vm, relay);
    assert.equal((await operations.watch(record.id, { timeoutMs: 2500 })).state, "running");
    assert.equal((await another().watch(record.id)).state, "succeeded");
    assert.deepEqual(
      arm.requests.slice(1).map(({ path }) => path),
      ["0", "1", "2", "3", "4"].map(url),
    );
  });

  it("reads the result where the last answer of a status URL said", async () => {
    const secondUrl = `${statusUrl}&moved=1`;
    const lastLocation = `${locationUrl}&moved=1`;
    const { operations, arm } = rig((request) => {
      if (request.path === secondUrl) return ok({ status: "Succeeded" });
      if (request.path === lastLocation) return ok({ name: "result" });
      if (!isStatus(request)) return undefined;
      return ok({ status: "Running" }, { "azure-asyncoperation": secondUrl, location: lastLocation });
    });
    const record = await beginAssignRelay(operations, vm, relay);
    const outcome = await operations.watch(record.id);
    assert.deepEqual(outcome.state === "succeeded" && outcome.result, { name: "result" });
    assert.deepEqual(
      arm.requests.slice(1).map(({ path }) => path),
      [statusUrl, secondUrl, lastLocation],
    );
  });

  it("waits as long as Retry-After says", async () => {
    const poll = inTurn(ok({ status: "Provisioning" }, { "retry-after": "17" }), ok({ status: "Succeeded" }));
    const { operations, clock } = rig((request) => (isStatus(request) ? poll() : undefined));
    const record = await beginAssignRelay(operations, vm, relay);
    await operations.watch(record.id);
    assert.deepEqual(clock.sleeps, [17_000]);
  });

  for (const [end, by] of [
    ["Failed", statusUrl],
    ["Canceled", statusUrl],
    ["Failed", locationUrl],
  ] as const) {
    it(`tells ARM's own error when it ends as ${end} (${by === statusUrl ? "status" : "Location"})`, async () => {
      const error = { code: "RelayAssignFailed", message: "The machine is not there." };
      const { operations, store } = rig((request) => {
        if (isStart(request))
          return by === statusUrl ? undefined : { status: 202, headers: { location: locationUrl } };
        return request.path === by ? ok({ status: end, startTime: "x", error }) : undefined;
      });
      const record = await beginAssignRelay(operations, vm, relay);
      const outcome = await operations.watch(record.id);
      assert.equal(outcome.state, end.toLowerCase());
      assert.ok(outcome.state === "failed" || outcome.state === "canceled");
      if (end === "Failed") assert.match(outcome.error.causeText, /The machine is not there/);
      const again = await createOperations({ client: fakeArm(() => refused(500, "x")), store }).watch(
        record.id,
      );
      assert.equal(again.state, end.toLowerCase(), "another process knows the outcome without asking Azure");
    });
  }

  it("resumes in another process from what was saved", async () => {
    let ready = false;
    const { operations, another, begun } = rig((request) =>
      isStatus(request) ? ok({ status: ready ? "Succeeded" : "Provisioning" }) : undefined,
    );
    const record = await beginAssignRelay(operations, vm, relay);
    const leaving = new AbortController();
    const watching = operations.watch(record.id, {
      signal: leaving.signal,
      onProgress: () => {
        leaving.abort();
      },
    });
    await assert.rejects(watching, { name: "AbortError" });
    ready = true;
    assert.equal((await another().watch(record.id)).state, "succeeded");
    assert.equal(begun(), 1);
  });

  it("starts the same work once, in one process and in two", async () => {
    const { operations, another, begun } = rig((request) =>
      isStatus(request) ? ok({ status: "Provisioning" }) : undefined,
    );
    const [first, second] = await Promise.all([
      beginAssignRelay(operations, vm, relay),
      beginAssignRelay(operations, vm.toUpperCase().replace("/SUBSCRIPTIONS", "/subscriptions"), relay),
    ]);
    const third = await beginAssignRelay(another(), vm, relay);
    assert.equal(begun(), 1);
    assert.deepEqual([second.id, third.id], [first.id, first.id]);
  });

  it("starts the work again when the first has ended", async () => {
    const { operations, begun } = rig(() => undefined);
    const first = await beginAssignRelay(operations, vm, relay);
    await operations.watch(first.id);
    await beginAssignRelay(operations, vm, relay);
    assert.equal(begun(), 2);
  });

  it("stops watching when the time is up, and leaves the operation on", async () => {
    const { operations } = rig((request) => (isStatus(request) ? ok({ status: "Provisioning" }) : undefined));
    const record = await beginAssignRelay(operations, vm, relay);
    const outcome = await operations.watch(record.id, { timeoutMs: 60_000 });
    assert.equal(outcome.state, "running");
    assert.equal(outcome.record.phase, "running");
  });

  it("continues after failed looks and says what troubles it, but not forever", async () => {
    const poll = inTurn(refused(503, "ServerBusy"), refused(503, "ServerBusy"), ok({ status: "Succeeded" }));
    const good = rig((request) => (isStatus(request) ? poll() : undefined));
    const troubles: (string | undefined)[] = [];
    const record = await beginAssignRelay(good.operations, vm, relay);
    const outcome = await good.operations.watch(record.id, {
      onProgress: ({ failure }) => troubles.push(failure?.kind),
    });
    assert.equal(outcome.state, "succeeded");
    assert.deepEqual(troubles, ["server", "server"]);

    const bad = rig((request) => (isStatus(request) ? refused(503, "ServerBusy") : undefined));
    const stuck = await beginAssignRelay(bad.operations, vm, relay);
    assert.equal((await failing(bad.operations.watch(stuck.id))).kind, "server");
    assert.equal((await bad.operations.list())[0]?.phase, "running", "the operation is still on");
  });

  it("throws at once what waiting cannot cure", async () => {
    const { operations, clock } = rig((request) =>
      isStatus(request) ? refused(403, "AuthorizationFailed") : undefined,
    );
    const record = await beginAssignRelay(operations, vm, relay);
    assert.equal((await failing(operations.watch(record.id))).kind, "forbidden");
    assert.deepEqual(clock.sleeps, []);
  });

  it("throws when the operation's state cannot be read, again and again", async () => {
    const { operations } = rig((request) => (isStatus(request) ? ok({ odd: true }) : undefined));
    const record = await beginAssignRelay(operations, vm, relay);
    assert.equal((await failing(operations.watch(record.id))).kind, "malformed");
  });

  it("remembers a refusal and lets the work be started again", async () => {
    const answers = inTurn(refused(403, "AuthorizationFailed"), accepted);
    const { operations } = rig((request) => (isStart(request) ? answers() : undefined));
    assert.equal((await failing(beginAssignRelay(operations, vm, relay))).kind, "forbidden");
    const [record] = await operations.list();
    assert.equal(record?.phase === "ended" && record.end, "notStarted");
    assert.equal((await beginAssignRelay(operations, vm, relay)).phase, "running");
  });

  it("follows a URL that Azure has forgotten by the activity log", async () => {
    const { operations, clock } = rig((request) => {
      if (isStatus(request)) return refused(404, "NotFound");
      return isActivity(request)
        ? ok({ value: [event(request, "Succeeded"), event(request, "Accepted")] })
        : undefined;
    });
    const record = await beginAssignRelay(operations, vm, relay);
    assert.equal((await operations.watch(record.id)).state, "succeeded");
    assert.ok(clock.sleeps.length > 0, "a fresh URL gets time to become known");
  });

  it("keeps no user data, password or body in what it saves", async () => {
    const { operations, store } = rig(() => undefined);
    await beginCreateVirtualMachine(operations, vm, newVm);
    assert.doesNotMatch(JSON.stringify(await store.list()), /U0VDUkVU|azureuser/);
  });
});

describe("operation keys", () => {
  it("are the same for every spelling of the target, and differ by kind", () => {
    const record = (kind: OperationRecord["kind"], targetId: string): string =>
      operationKey({ kind, targetId });
    assert.equal(record("assignRelay", vm), record("assignRelay", vm.toLowerCase()));
    assert.notEqual(record("assignRelay", vm), record("startVirtualMachine", vm));
  });
});
