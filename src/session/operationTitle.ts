import type { ArmError } from "../arm/errors";
import type { OperationKind } from "../arm/operationKind";
import type { OperationEnd, OperationRecord } from "../arm/operationRecord";
import type { OperationProgress } from "../arm/operationWatch";
import { nameOfId } from "../arm/resource";
import type { OperationRow, OperationRowState } from "../views/tree/operationRow";

interface Words {
  /** `Start vm1` */
  readonly title: string;
  /** `vm1 was started.` */
  readonly done: string;
}

const words: Readonly<Record<OperationKind, Words>> = {
  createVirtualMachine: { title: "Create", done: "was created" },
  updateVirtualMachine: { title: "Update", done: "was updated" },
  deleteVirtualMachine: { title: "Delete", done: "was deleted" },
  assignRelay: { title: "Assign the relay of", done: "has its relay assigned" },
  startVirtualMachine: { title: "Start", done: "was started" },
  powerOffVirtualMachine: { title: "Power off", done: "was powered off" },
  restartVirtualMachine: { title: "Restart", done: "was restarted" },
  reimageVirtualMachine: { title: "Reimage", done: "was reimaged" },
  updateComputeIdentity: { title: "Change identities of", done: "has its identities changed" },
  updateCloudServicesNetwork: { title: "Update network", done: "was updated" },
};

/** `Start vm1` */
export function operationTitle({ kind, targetId }: Pick<OperationRecord, "kind" | "targetId">): string {
  return `${words[kind].title} ${nameOfId(targetId)}`;
}

/** `vm1 was started.` */
export function operationDone({ kind, targetId }: Pick<OperationRecord, "kind" | "targetId">): string {
  return `${nameOfId(targetId)} ${words[kind].done}.`;
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
  /** The watch was lost, and is taken up again by itself after a while. */
  readonly isTriedAgain: boolean;
  readonly progress?: OperationProgress;
  /** Why it is not watched any longer. */
  readonly trouble?: ArmError;
}

/** An operation as the tree lists it. */
export function toOperationRow(view: OperationView): OperationRow {
  const { record, isWatched, progress } = view;
  const percent = progress?.percentComplete;
  const message =
    record.phase === "ended"
      ? record.error?.causeText
      : (lostText(view) ?? progress?.trouble?.causeText ?? progress?.status);
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

function lostText({ trouble, isTriedAgain }: OperationView): string | undefined {
  if (trouble === undefined) return undefined;
  return isTriedAgain ? `${trouble.causeText} Azure is asked again by itself.` : trouble.causeText;
}
