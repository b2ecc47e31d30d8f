import { resourceKey } from "../../arm/resources/resourceId";
import type { OperationKind } from "../../arm/operations/operationKind";
import { operationError, type OperationRecord } from "../../arm/operations/operationRecord";
import type { Assessment } from "../evidence/assessment";
import { isDone } from "../evidence/evidence";
import { withOutcome, type Enrollment, type Outcome } from "../record/record";
import { stepNumbers, type StepNumber } from "../steps/stepNumber";
import { readTarget, vmId } from "../target/target";

/** Steps that were started and whose end was not seen here: the window was closed, or it stopped watching. */
export function interruptedSteps({ outcomes }: Enrollment): readonly StepNumber[] {
  return stepNumbers.filter((step) => outcomes[step]?.state === "running");
}

/** The steps that are a long operation; the others end with their answer. */
const operationKinds: Readonly<Partial<Record<StepNumber, OperationKind>>> = {
  3: "createVirtualMachine",
  8: "assignRelay",
};

/** The saved operation of a step that was left running; `undefined` when it has none, or none was sent. */
export function operationOf(
  step: StepNumber,
  enrollment: Enrollment,
  records: readonly OperationRecord[],
): OperationRecord | undefined {
  const outcome = enrollment.outcomes[step];
  const kind = operationKinds[step];
  const reading = readTarget(enrollment.target);
  if (outcome?.state !== "running" || kind === undefined || !reading.ok) return undefined;
  const known = records.find(({ id }) => id === outcome.operationId);
  if (known !== undefined) return known;
  const target = resourceKey(vmId(reading.target));
  return records.find(
    (record) =>
      record.kind === kind &&
      resourceKey(record.targetId) === target &&
      (record.phase !== "ended" || record.startedAt >= outcome.at),
  );
}

/** What became of a step: its outcome, `keep` while that is not known yet, `forget` when it can simply be run again. */
export type Settled = Outcome | "keep" | "forget";

/**
 * Turns a step that was left running into its outcome. `operation` is its saved operation, where it has one; else what
 * Azure shows (`assessment`) decides, and a request that left no trace there was never sent or has failed. `at`: ISO 8601.
 */
export function settle(
  step: StepNumber,
  operation: OperationRecord | undefined,
  assessment: Assessment | undefined,
  at: string,
): Settled {
  if (operation !== undefined && operation.phase !== "ended") return "keep";
  if (operation?.end === "succeeded") return { state: "succeeded", at: operation.endedAt };
  if (operation?.end === "failed" || operation?.end === "canceled" || operation?.error !== undefined) {
    const { causeText: cause, nextMove } = operationError(operation);
    return { state: "failed", at: operation.endedAt, cause, nextMove };
  }
  if (operation?.end === "notStarted") return "forget";
  const evidence = assessment?.evidence[step];
  if (evidence === undefined || evidence.state === "unknown") return "keep";
  if (isDone(evidence)) return { state: "succeeded", at };
  return evidence.state === "underWay" && evidence.source === "azure" ? "keep" : "forget";
}

/** The record with what became of a step. */
export function withSettled(enrollment: Enrollment, step: StepNumber, settled: Settled): Enrollment {
  if (settled === "keep" || enrollment.outcomes[step]?.state !== "running") return enrollment;
  const { [step]: _, ...others } = enrollment.outcomes;
  return { ...enrollment, outcomes: settled === "forget" ? others : { ...others, [step]: settled } };
}

/** The record with the operation that a running step has started. */
export function withOperation(enrollment: Enrollment, step: StepNumber, operationId: string): Enrollment {
  const outcome = enrollment.outcomes[step];
  if (outcome?.state !== "running") return enrollment;
  return withOutcome(enrollment, step, { ...outcome, operationId });
}
