import assert from "node:assert/strict";
import { armError } from "../../../../src/arm/errors";
import {
  acceptOperation,
  endOperation,
  intendOperation,
} from "../../../../src/arm/operations/operationRecord";
import { assess, type Assessment } from "../../../../src/enrollment/evidence/assessment";
import type { AzureView } from "../../../../src/enrollment/evidence/azureView";
import {
  interruptedSteps,
  operationOf,
  settle,
  withSettled,
} from "../../../../src/enrollment/run/interruptedSteps";
import { withOutcome } from "../../../../src/enrollment/record/record";
import type { StepNumber } from "../../../../src/enrollment/steps/stepNumber";
import { vmId } from "../../../../src/enrollment/target/target";
import { absent, enrollmentFor, now, targetFrom, userTarget, viewWith, vmOf } from "../sample";

const at = now.toISOString();
const later = "2026-03-01T12:05:00.000Z";
const target = targetFrom(userTarget);
const running = (step: StepNumber, operationId?: string) =>
  withOutcome(enrollmentFor(userTarget), step, {
    state: "running",
    at,
    ...(operationId !== undefined && { operationId }),
  });
const intent = intendOperation({
  id: "op-1",
  kind: "createVirtualMachine",
  targetId: vmId(target).toUpperCase(),
  apiVersion: "2025-09-01",
  tenantId: undefined,
  correlationId: "corr-1",
  startedAt: at,
});
const end = Date.parse(later);
const shows = (step: StepNumber, view: Partial<AzureView>): Assessment =>
  assess(target, running(step), viewWith(view));

describe("steps that were left running", () => {
  it("are those whose end was not seen", () => {
    const both = withOutcome(running(3), 1, { state: "succeeded", at });
    assert.deepEqual(interruptedSteps(both), [3]);
  });

  it("have their operation by its id, else by what it did and to what, since they started", () => {
    const old = endOperation({ ...intent, id: "op-0", startedAt: "2026-02-01T00:00:00Z" }, "failed", end);
    const other = { ...intent, id: "op-2", kind: "startVirtualMachine" } as const;
    assert.equal(operationOf(3, running(3, "op-0"), [intent, old]), old);
    assert.equal(operationOf(3, running(3), [other, old, intent]), intent);
    assert.equal(
      operationOf(3, running(3), [other, old]),
      undefined,
      "an earlier try says nothing of this one",
    );
    assert.equal(operationOf(1, running(1), [intent]), undefined, "an identity is no long operation");
    assert.equal(operationOf(3, enrollmentFor(userTarget), [intent]), undefined);
  });

  it("end as their operation has ended", () => {
    assert.deepEqual(settle(3, endOperation(intent, "succeeded", end), undefined, at), {
      state: "succeeded",
      at: later,
    });
    const refused = armError("conflict", "InUse", {}, { causeText: "It is in use.", nextMove: "Wait." });
    assert.deepEqual(settle(3, endOperation(intent, "failed", end, refused), undefined, at), {
      state: "failed",
      at: later,
      cause: "It is in use.",
      nextMove: "Wait.",
    });
    assert.equal(settle(3, endOperation(intent, "notStarted", end), undefined, at), "forget");
  });

  it("stay while their operation continues", () => {
    const absentNow = shows(3, { vm: absent });
    assert.equal(settle(3, intent, absentNow, at), "keep");
    assert.equal(settle(3, acceptOperation(intent, { by: "resource" }, end), absentNow, at), "keep");
  });

  it("end as Azure shows where no operation tells", () => {
    const lost = endOperation(intent, "unknown", end);
    assert.deepEqual(settle(3, lost, shows(3, { vm: vmOf(target) }), later), {
      state: "succeeded",
      at: later,
    });
    assert.equal(settle(3, lost, shows(3, { vm: absent }), later), "forget");
    assert.equal(
      settle(3, undefined, shows(3, { vm: vmOf(target, { provisioningState: "Provisioning" }) }), later),
      "keep",
    );
    assert.equal(settle(3, undefined, undefined, later), "keep", "nothing was seen yet");
    const hidden = { kind: "hidden", error: armError("forbidden", "AuthorizationFailed", {}) } as const;
    assert.equal(settle(3, undefined, shows(3, { vm: hidden }), later), "keep", "Azure would not tell");
  });

  it("are settled in the record once, and nothing else of it changes", () => {
    const record = running(3);
    const succeeded = { state: "succeeded", at: later } as const;
    assert.deepEqual(withSettled(record, 3, succeeded).outcomes, { 3: succeeded });
    assert.deepEqual(withSettled(record, 3, "forget").outcomes, {});
    assert.equal(withSettled(record, 3, "keep"), record);
    const ended = withOutcome(record, 3, { state: "failed", at, cause: "x", nextMove: "y" });
    assert.equal(withSettled(ended, 3, succeeded), ended, "another window was first");
  });
});
