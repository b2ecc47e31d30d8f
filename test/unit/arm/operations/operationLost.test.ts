import assert from "node:assert/strict";
import {
  beginAssignRelay,
  beginCreateVirtualMachine,
  beginDeleteVirtualMachine,
} from "../../../../src/arm/operations/virtualMachineOperations";
import { ok, refused } from "../support/fakeArm";
import {
  event,
  failing,
  inTurn,
  isActivity,
  isStart,
  lost,
  newVm,
  relay,
  rig,
  vm,
  type Rig,
} from "../support/operationRig";

describe("an operation whose answer was lost", () => {
  /** Loses the first answer; `took`: Azure did the work anyway. */
  function losing(took: boolean, status = "Accepted", message?: string): Rig {
    let calls = 0;
    return rig((request) => {
      if (isStart(request) && ++calls === 1) return lost();
      if (isActivity(request)) return ok({ value: took ? [event(request, status, message)] : [] });
      return undefined;
    });
  }

  it("throws the cause and keeps the record", async () => {
    const { operations } = losing(true);
    assert.equal((await failing(beginAssignRelay(operations, vm, relay))).kind, "reset");
    assert.equal((await operations.list())[0]?.phase, "intended");
  });

  it("is found in the activity log by the correlation id that was sent, and not sent again", async () => {
    const { operations, arm, begun, another } = losing(true);
    await failing(beginAssignRelay(operations, vm, relay));
    const record = await beginAssignRelay(another(), vm, relay);
    assert.equal(record.phase, "running");
    assert.equal(begun(), 1);
    assert.match(
      arm.requests.find(isActivity)?.query?.["$filter"] ?? "",
      new RegExp(`correlationId eq '${arm.requests[0]?.headers?.["x-ms-correlation-request-id"] ?? "?"}'`),
    );
  });

  it("is watched to its end by the activity log, with ARM's error", async () => {
    const message = JSON.stringify({ error: { code: "Bad", message: "No such machine." } });
    const { operations } = losing(true, "Failed", message);
    await failing(beginAssignRelay(operations, vm, relay));
    const [record] = await operations.list();
    const outcome = await operations.watch(record!.id);
    assert.ok(outcome.state === "failed");
    assert.match(outcome.error.causeText, /No such machine/);
  });

  it("is not sent again while a trace may still appear", async () => {
    const { operations, begun, another } = losing(false);
    await failing(beginAssignRelay(operations, vm, relay));
    const error = await failing(beginAssignRelay(another(), vm, relay));
    assert.equal(error.code, "OperationInDoubt");
    assert.match(error.nextMove, /09:20:00/);
    assert.equal(begun(), 1);
  });

  it("may be started again when no trace can appear any more", async () => {
    const { operations, begun, clock } = losing(false);
    await failing(beginAssignRelay(operations, vm, relay));
    clock.advance(21 * 60_000);
    assert.equal((await beginAssignRelay(operations, vm, relay)).phase, "running");
    assert.equal(begun(), 2);
  });

  it("is watched until it is known that Azure never took it", async () => {
    const { operations } = losing(false);
    await failing(beginAssignRelay(operations, vm, relay));
    const [record] = await operations.list();
    assert.equal((await operations.watch(record!.id)).state, "notStarted");
  });

  it("is said to be unknown where Azure does not let us look", async () => {
    let calls = 0;
    const { operations } = rig((request) => {
      if (isStart(request) && ++calls === 1) return lost();
      return isActivity(request) ? refused(403, "AuthorizationFailed") : undefined;
    });
    await failing(beginAssignRelay(operations, vm, relay));
    const [record] = await operations.list();
    assert.equal((await operations.watch(record!.id)).state, "unknown");
  });

  it("is found by the VM that it made", async () => {
    let made = false;
    const { operations, begun } = rig((request) => {
      if (request.method === "PUT") {
        made = true;
        return lost();
      }
      return made ? undefined : refused(404, "ResourceNotFound");
    });
    await failing(beginCreateVirtualMachine(operations, vm, newVm));
    const record = await beginCreateVirtualMachine(operations, vm, newVm);
    assert.equal(record.phase, "running");
    assert.equal(begun(), 1);
    assert.equal((await operations.watch(record.id)).state, "succeeded");
  });

  it("does not take an older VM of that name for its own", async () => {
    const { operations } = rig((request) => {
      if (request.method === "PUT") return lost();
      return ok({
        id: vm,
        systemData: { createdAt: "2020-01-01T00:00:00Z" },
        properties: { provisioningState: "Succeeded" },
      });
    });
    await failing(beginCreateVirtualMachine(operations, vm, newVm));
    const [record] = await operations.list();
    assert.equal((await operations.watch(record!.id)).state, "notStarted");
  });

  it("lets Azure decide between two creations, and adopts the first one", async () => {
    const puts = inTurn(refused(412, "PreconditionFailed"));
    let first = true;
    const { operations } = rig((request) => {
      if (request.method !== "PUT") return refused(404, "ResourceNotFound");
      if (!first) return puts();
      first = false;
      return lost();
    });
    await failing(beginCreateVirtualMachine(operations, vm, newVm));
    const record = await beginCreateVirtualMachine(operations, vm, newVm);
    assert.deepEqual(record.phase === "running" && record.follow, { by: "resource" });
  });

  it("is found when a deleted VM is gone", async () => {
    const { operations } = rig((request) => {
      if (request.method === "DELETE") return lost();
      return refused(404, "ResourceNotFound");
    });
    await failing(beginDeleteVirtualMachine(operations, vm));
    const [record] = await operations.list();
    assert.equal((await operations.watch(record!.id)).state, "succeeded");
  });
});
