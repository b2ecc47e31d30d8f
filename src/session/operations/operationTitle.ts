import type { ArmError } from "../../arm/errors";
import type { OperationKind } from "../../arm/operations/operationKind";
import type { OperationEnd, OperationRecord } from "../../arm/operations/operationRecord";
import type { OperationProgress } from "../../arm/operations/operationWatch";
import { nameOfId } from "../../arm/resources/resource";
import { say } from "../../l10n/sentence";
import type { OperationRow, OperationRowState } from "./operationRow";

/** What was asked for, as `Start vm1`, and what became of it, as `vm1 was started.` */
type Words = readonly [title: (name: string) => string, done: (name: string) => string];

const words: Readonly<Record<OperationKind, Words>> = {
  createVirtualMachine: [(name) => say`Create ${name}`, (name) => say`${name} was created.`],
  updateVirtualMachine: [(name) => say`Update ${name}`, (name) => say`${name} was updated.`],
  deleteVirtualMachine: [(name) => say`Delete ${name}`, (name) => say`${name} was deleted.`],
  assignRelay: [
    (name) => say`Assign the relay of ${name}`,
    (name) => say`The relay of ${name} was assigned.`,
  ],
  startVirtualMachine: [(name) => say`Start ${name}`, (name) => say`${name} was started.`],
  powerOffVirtualMachine: [(name) => say`Power off ${name}`, (name) => say`${name} was powered off.`],
  restartVirtualMachine: [(name) => say`Restart ${name}`, (name) => say`${name} was restarted.`],
  reimageVirtualMachine: [(name) => say`Reimage ${name}`, (name) => say`${name} was reimaged.`],
  updateComputeIdentity: [
    (name) => say`Change identities of ${name}`,
    (name) => say`The identities of ${name} were changed.`,
  ],
  updateCloudServicesNetwork: [(name) => say`Update network ${name}`, (name) => say`${name} was updated.`],
};

/** `Start vm1` */
export function operationTitle({ kind, targetId }: Pick<OperationRecord, "kind" | "targetId">): string {
  return words[kind][0](nameOfId(targetId));
}

/** `vm1 was started.` */
export function operationDone({ kind, targetId }: Pick<OperationRecord, "kind" | "targetId">): string {
  return words[kind][1](nameOfId(targetId));
}

const endStates: Readonly<Record<OperationEnd, OperationRowState>> = {
  succeeded: "succeeded",
  failed: "failed",
  canceled: "canceled",
  notStarted: "notStarted",
  unknown: "unknown",
};

export interface OperationView {
  readonly record: OperationRecord;
  readonly isWatched: boolean;
  /** The watch was lost, and is resumed by itself after a while. */
  readonly isRetried: boolean;
  readonly progress?: OperationProgress;
  /** Why it is not watched any longer. */
  readonly failure?: ArmError;
}

/** An operation as the tree lists it. */
export function toOperationRow(view: OperationView): OperationRow {
  const { record, isWatched, progress } = view;
  const percent = progress?.percentComplete;
  const message =
    record.phase === "ended"
      ? record.error?.causeText
      : (lostText(view) ?? progress?.failure?.causeText ?? progress?.status);
  return {
    id: record.id,
    title: operationTitle(record),
    state: record.phase === "ended" ? endStates[record.end] : isWatched ? "running" : "notWatched",
    resourceId: record.targetId,
    correlationId: record.correlationId,
    ...(percent !== undefined && { percent }),
    ...(message !== undefined && { message }),
  };
}

function lostText({ failure, isRetried }: OperationView): string | undefined {
  if (failure === undefined) return undefined;
  return isRetried ? `${failure.causeText} Azure is checked again automatically.` : failure.causeText;
}
